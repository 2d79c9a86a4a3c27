-- A new permission for the role that has all of them: who may 分配 and 接管 (architecture.md section 7).
set local role keqiao_system;
update roles set permissions = array_append(permissions, 'conversation:assign')
 where built_in and key = 'administrator' and not 'conversation:assign' = any (permissions);
reset role;
