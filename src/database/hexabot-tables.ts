import { defineEntity, p } from '@mikro-orm/core';

/** Hexabot's tables (docs/hexabot.md, Tables), as far as we write them; their schema is DB_SCHEMA. */
const common = {
  id: p.string().primary(),
  createdAt: p.datetime().nullable(),
  updatedAt: p.datetime().nullable(),
};

/** The `type` of rows of `users` that are users and no subscribers (docs/design.md, section 2). */
export const USER_TYPE = 'UserOrmEntity';

/** Users and, with another `type`, subscribers. */
export const Users = defineEntity({
  name: 'Users',
  tableName: 'users',
  properties: {
    ...common,
    firstName: p.string().fieldName('firstName'),
    lastName: p.string().fieldName('lastName'),
    language: p.string(),
    timezone: p.integer(),
    type: p.string(),
    username: p.string(),
    email: p.string(),
    password: p.string().hidden(),
    sendEmail: p.boolean(),
    state: p.boolean(),
    resetCount: p.integer(),
    provider: p.json().$type<{ strategy: string }>(),
  },
});

/** Roles by name. */
export const Roles = defineEntity({
  name: 'Roles',
  tableName: 'roles',
  properties: { ...common, name: p.string(), active: p.boolean() },
});

/** What permissions are about. */
export const Models = defineEntity({
  name: 'Models',
  tableName: 'models',
  properties: { ...common, name: p.string(), identity: p.string(), attributes: p.json().$type<object>() },
});

/** What a role may do to a model. */
export const Permissions = defineEntity({
  name: 'Permissions',
  tableName: 'permissions',
  properties: {
    ...common,
    action: p.string(),
    relation: p.string(),
    modelId: p.string(),
    roleId: p.string(),
  },
});

/** Roles in force. */
export const UserRoles = defineEntity({
  name: 'UserRoles',
  tableName: 'user_roles',
  properties: { userId: p.string().primary(), roleId: p.string().primary() },
});
