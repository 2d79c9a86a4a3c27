-- A column of bytes that holds no sealed secret says so by its name: the rotation of secrets goes by it.
alter table recovery_codes rename column hash to code_hash;
