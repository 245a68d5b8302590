-- Proxies: what is known of upstreams' documents, and when cached files were last used. Sessions and their ledgers.

create table upstream_documents (
    repository_id bigint not null references repositories (id),
    location text collate "C" not null,
    etag text,
    last_modified text,
    checked bigint not null,
    primary key (repository_id, location)
);

create table file_uses (
    file_id bigint primary key references files (id),
    used bigint not null
);

create table sessions (
    name text collate "C" primary key,
    created bigint not null,
    sealed integer not null
);

create table ledger (
    session text collate "C" not null references sessions (name),
    repository text collate "C" not null,
    path text collate "C" not null,
    sha256 text collate "C" not null,
    size bigint not null,
    member text not null,
    upstream text,
    served bigint not null,
    primary key (session, repository, path, sha256)
);
create index ledger_of_blob on ledger (sha256);
