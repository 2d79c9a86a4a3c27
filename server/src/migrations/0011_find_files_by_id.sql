-- A signed address names a file and no merchant.
create unique index files_by_id on files (id);
