#!/bin/sh
# Runs once, when PostgreSQL initialises its volume. The application must not be a superuser: a superuser passes through
# row-level security. It owns its database, so that it can migrate it. NOINHERIT: outside the two doors it has no right at all.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --set password="$KEQIAO_DB_PASSWORD" <<'SQL'
CREATE ROLE keqiao LOGIN PASSWORD :'password' NOSUPERUSER CREATEROLE NOCREATEDB NOBYPASSRLS NOINHERIT;
CREATE DATABASE keqiao OWNER keqiao ENCODING 'UTF8' TEMPLATE template0;
SQL
