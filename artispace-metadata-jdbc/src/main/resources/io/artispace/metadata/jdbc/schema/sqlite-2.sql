-- Proxies: what is known of upstreams' documents, and when cached files were last used. Sessions and their ledgers.

create table upstream_documents (
    repository_id integer not null references repositories (id),
    location text not null,
    etag text,
    last_modified text,
    checked integer not null,
    primary key (repository_id, location)
) without rowid;

-- A row only for files whose use was noted; others count as used when they appeared.
create table file_uses (
    file_id integer primary key references files (id),
    used integer not null
);

create table sessions (
    name text primary key,
    created integer not null,
    sealed integer not null
) without rowid;

create table ledger (
    session text not null references sessions (name),
    repository text not null,
    path text not null,
    sha256 text not null,
    size integer not null,
    member text not null,
    upstream text,
    served integer not null,
    primary key (session, repository, path, sha256)
) without rowid;
create index ledger_of_blob on ledger (sha256);
