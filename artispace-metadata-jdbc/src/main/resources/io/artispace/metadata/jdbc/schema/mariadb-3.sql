-- The cached files of proxies by their last use, so that eviction looks at the files that it drops and at no others. Unlike in the table
-- that this one replaces, each file that can be evicted has a row.

drop table if exists file_uses;

create table if not exists cached_files (
    file_id bigint primary key,
    repository_id bigint not null,
    used bigint not null,
    index cached_files_oldest (repository_id, used, file_id),
    foreign key (file_id) references files (id),
    foreign key (repository_id) references repositories (id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;

insert ignore into cached_files (file_id, repository_id, used)
select f.id, f.repository_id, f.published from files f join repositories r on r.id = f.repository_id
where r.kind = 'proxy' and f.gone = 0;
