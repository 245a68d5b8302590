-- The first schema for MariaDB and MySQL. One statement ends with a semicolon at the end of its line. sqlite-1.sql says what the columns
-- mean.
--
-- Each statement of a definition is committed by itself, so each does nothing when it is run again.
-- Names are bytes: so they are compared and ordered, trailing spaces count, and an index takes up to 3,072 of them.

create table if not exists repositories (
    id bigint auto_increment primary key,
    name varbinary(1600) not null unique,
    kind text not null,
    format text not null,
    settings longtext not null,
    created bigint not null
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;

create table if not exists packages (
    id bigint auto_increment primary key,
    repository_id bigint not null,
    name varbinary(1600) not null,
    revision bigint not null,
    created bigint not null,
    modified bigint not null,
    attributes longtext not null,
    unique (repository_id, name),
    foreign key (repository_id) references repositories (id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;

create table if not exists versions (
    id bigint auto_increment primary key,
    package_id bigint not null,
    name varbinary(1600) not null,
    revision bigint not null,
    published bigint not null,
    removed bigint,
    gone bigint not null default 0,
    attributes longtext not null,
    manifest longtext not null,
    unique (package_id, name, gone),
    index versions_there (package_id, gone),
    index versions_changed (package_id, revision),
    foreign key (package_id) references packages (id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;

create table if not exists blobs (
    id bigint auto_increment primary key,
    sha256 varbinary(64) not null unique,
    sha1 varchar(128),
    md5 varchar(128),
    sha512 varchar(128),
    size bigint not null,
    state integer not null,
    in_use integer not null default 0,
    touched bigint not null,
    index blobs_unused (state, in_use, touched),
    index blobs_condemned (state, sha256)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;

create table if not exists files (
    id bigint auto_increment primary key,
    repository_id bigint not null,
    package_id bigint not null,
    version_id bigint,
    blob_id bigint not null,
    path varbinary(3000) not null,
    revision bigint not null,
    changed bigint not null,
    published bigint not null,
    removed bigint,
    gone bigint not null default 0,
    unique (repository_id, path, gone),
    index files_there (package_id, gone),
    index files_changed (package_id, changed),
    index files_of_version (version_id, gone),
    index files_of_blob (blob_id, removed),
    foreign key (repository_id) references repositories (id),
    foreign key (package_id) references packages (id),
    foreign key (version_id) references versions (id),
    foreign key (blob_id) references blobs (id) on delete restrict
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;

create table if not exists tags (
    id bigint auto_increment primary key,
    package_id bigint not null,
    name varbinary(1600) not null,
    version varbinary(1024) not null,
    revision bigint not null,
    put bigint not null,
    removed bigint,
    removed_revision bigint,
    gone bigint not null default 0,
    unique (package_id, name, gone),
    index tags_there (package_id, gone),
    foreign key (package_id) references packages (id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;

create table if not exists users (
    name varbinary(1600) primary key,
    password_hash text not null,
    role text not null,
    created bigint not null,
    attributes longtext not null
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;

create table if not exists tokens (
    hash varbinary(1024) primary key,
    id varbinary(1024) not null unique,
    owner varbinary(1024) not null,
    scope text not null,
    created bigint not null,
    expires bigint,
    attributes longtext not null,
    index tokens_of_owner (owner, created, id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;

-- position: from event_positions, whose row stays locked until the event is committed.
create table if not exists events (
    position bigint primary key,
    time bigint not null,
    type text not null,
    repository text not null,
    package_name text,
    version text,
    detail longtext,
    caller text not null
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;

create table if not exists event_positions (
    id integer primary key,
    last bigint not null
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;
insert ignore into event_positions (id, last) values (1, 0);

create table if not exists configuration (
    id integer primary key,
    revision bigint not null
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;
insert ignore into configuration (id, revision) values (1, 0);

-- One row for each transaction that may be under way at the same time, see CommitMarks.
create table if not exists commit_marks (
    id varbinary(1024) primary key,
    work bigint not null,
    time bigint not null
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;

-- The words of a package, spelt as MariaDbSearch says; name: those of its name alone, words: all of them and its repository.
create table if not exists package_words (
    package_id bigint primary key,
    name longtext not null,
    words longtext not null,
    fulltext index package_words_found (words),
    foreign key (package_id) references packages (id)
) engine = InnoDB, character set utf8mb4, collate utf8mb4_bin;
