-- Proxies: what is known of upstreams' documents, and when cached files were last used. Sessions and their ledgers.

create table if not exists upstream_documents (
    repository_id bigint not null,
    location varbinary(2900) not null,
    etag text,
    last_modified text,
    checked bigint not null,
    primary key (repository_id, location),
    foreign key (repository_id) references repositories (id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;

create table if not exists file_uses (
    file_id bigint primary key,
    used bigint not null,
    foreign key (file_id) references files (id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;

create table if not exists sessions (
    name varbinary(128) primary key,
    created bigint not null,
    sealed integer not null
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;

create table if not exists ledger (
    session varbinary(128) not null,
    repository varbinary(64) not null,
    path varbinary(2700) not null,
    sha256 varbinary(64) not null,
    size bigint not null,
    member text not null,
    upstream text,
    served bigint not null,
    primary key (session, repository, path, sha256),
    index ledger_of_blob (sha256),
    foreign key (session) references sessions (name)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;
