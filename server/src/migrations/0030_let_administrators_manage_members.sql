-- ACC-03: what the built-in administrator may do is stored with each merchant; a new permission is added to those there are.
set local role keqiao_system;
update roles set permissions = array_append(permissions, 'member:manage')
 where built_in and key = 'administrator' and not 'member:manage' = any(permissions);
reset role;
