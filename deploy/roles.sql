-- Two roles: one owns the tables and migrates, and hosts record under the other, which can neither change nor take away what was recorded.
-- Once, by an administrator, in the database of WikkenWegen (psql -v ON_ERROR_STOP=1 -d wikkenwegen -f roles.sql). Give each a password of its own after it.
do $$ begin
    if not exists (select from pg_roles where rolname = 'wikkenwegen_owner') then create role wikkenwegen_owner login; end if;
    if not exists (select from pg_roles where rolname = 'wikkenwegen_host') then create role wikkenwegen_host login; end if;
    execute format('alter database %I owner to wikkenwegen_owner', current_database());
    execute format('grant connect on database %I to wikkenwegen_host', current_database());
end $$;
