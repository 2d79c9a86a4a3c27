-- ACC-10: roles of the merchant's own, in streams of their own. Built-in roles take their permissions from the product.
alter table roles add column seq bigint not null default 0;
create unique index roles_by_name on roles (tenant_id, name);
