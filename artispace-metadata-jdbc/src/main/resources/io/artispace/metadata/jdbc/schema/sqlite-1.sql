-- The first schema. One statement ends with a semicolon at the end of its line.
--
-- Times are microseconds since the epoch, digests lower-case hexadecimal, maps of attributes JSON objects.
-- A row with history has "gone": 0 while it is there, its own id once it was removed. So unique (..., gone) allows one row that
-- is there and any number that are not, on databases without partial unique indexes, too.

create table repositories (
    id integer primary key autoincrement,
    name text not null unique,
    kind text not null,
    format text not null,
    settings text not null,
    created integer not null
);

create table packages (
    id integer primary key autoincrement,
    repository_id integer not null references repositories (id),
    name text not null,
    revision integer not null,
    created integer not null,
    modified integer not null,
    attributes text not null,
    unique (repository_id, name)
);

-- revision: of the package, when the row was last written.
create table versions (
    id integer primary key autoincrement,
    package_id integer not null references packages (id),
    name text not null,
    revision integer not null,
    published integer not null,
    removed integer,
    gone integer not null default 0,
    attributes text not null,
    manifest text not null,
    unique (package_id, name, gone)
);
create index versions_there on versions (package_id, gone);
create index versions_changed on versions (package_id, revision);

-- in_use: 1 while a file that is there names the blob. A hint that lets collection look at few rows; the proof is in files.
create table blobs (
    id integer primary key,
    sha256 text not null unique,
    sha1 text,
    md5 text,
    sha512 text,
    size integer not null,
    state integer not null,
    in_use integer not null default 0,
    touched integer not null
);
create index blobs_unused on blobs (touched) where state = 0 and in_use = 0;
create index blobs_condemned on blobs (sha256) where state = 1;

-- revision: of the package, when the file appeared; changed: when it appeared or, if that was later, went.
create table files (
    id integer primary key autoincrement,
    repository_id integer not null references repositories (id),
    package_id integer not null references packages (id),
    version_id integer references versions (id),
    blob_id integer not null references blobs (id) on delete restrict,
    path text not null,
    revision integer not null,
    changed integer not null,
    published integer not null,
    removed integer,
    gone integer not null default 0,
    unique (repository_id, path, gone)
);
create index files_there on files (package_id, gone);
create index files_changed on files (package_id, changed);
create index files_of_version on files (version_id, gone);
create index files_of_blob on files (blob_id, removed);

create table tags (
    id integer primary key autoincrement,
    package_id integer not null references packages (id),
    name text not null,
    version text not null,
    revision integer not null,
    put integer not null,
    removed integer,
    removed_revision integer,
    gone integer not null default 0,
    unique (package_id, name, gone)
);
create index tags_there on tags (package_id, gone);

create table users (
    name text primary key,
    password_hash text not null,
    role text not null,
    created integer not null,
    attributes text not null
) without rowid;

-- No reference to users: a host may issue tokens for the users it knows itself.
create table tokens (
    hash text primary key,
    id text not null unique,
    owner text not null,
    scope text not null,
    created integer not null,
    expires integer,
    attributes text not null
) without rowid;
create index tokens_of_owner on tokens (owner, created, id);

create table events (
    position integer primary key autoincrement,
    time integer not null,
    type text not null,
    repository text not null,
    package_name text,
    version text,
    detail text,
    caller text not null
);

create table configuration (
    id integer primary key,
    revision integer not null
);
insert into configuration (id, revision) values (1, 0);

-- One row per package, by its id; the words come split and folded already, so the tokenizer has nothing left to decide. The
-- repository is a word, too, so that a search costs what its repository holds and not what the others hold.
create virtual table package_words using fts5 (
    repository, name, description, keywords,
    content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0'
);
