-- The cached files of proxies by their last use, so that eviction looks at the files that it drops and at no others. Unlike in the table
-- that this one replaces, each file that can be evicted has a row.

drop table file_uses;

create table cached_files (
    file_id bigint primary key references files (id),
    repository_id bigint not null references repositories (id),
    used bigint not null
);
create index cached_files_oldest on cached_files (repository_id, used, file_id);

insert into cached_files (file_id, repository_id, used)
select f.id, f.repository_id, f.published from files f join repositories r on r.id = f.repository_id
where r.kind = 'proxy' and f.gone = 0;
