-- The ids of versions can be taken before their rows are inserted, whatever the sequence was called.

do $$ begin execute format('alter sequence %s rename to version_ids', pg_get_serial_sequence('versions', 'id')); end $$;
