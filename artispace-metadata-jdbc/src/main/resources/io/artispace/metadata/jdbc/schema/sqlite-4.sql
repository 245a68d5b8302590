-- The packages whose words the full-text index does not have yet, or not as they are: it takes many at once for little more than one.

create table unindexed_packages (
    package_id integer primary key references packages (id)
);
