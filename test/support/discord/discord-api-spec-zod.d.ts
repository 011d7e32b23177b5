/**
 * npm `discord-api-spec` publishes its zod schemas as JavaScript without declarations. Named here: those that
 * the double checks with.
 */
declare module 'discord-api-spec/zod' {
  interface Issue {
    readonly code: string;
    readonly path: readonly PropertyKey[];
    readonly message: string;
    /** Of a union: the issues of each of its branches. */
    readonly errors?: readonly (readonly Issue[])[];
  }
  export interface Schema {
    safeParse(
      value: unknown,
    ): { success: true; data: unknown } | { success: false; error: { issues: readonly Issue[] } };
  }

  export const ApplicationCommandAutocompleteCallbackRequestSchema: Schema;
  export const ApplicationCommandCreateRequestSchema: Schema;
  export const ApplicationCommandPatchRequestPartialSchema: Schema;
  export const ApplicationCommandResponseSchema: Schema;
  export const ApplicationCommandUpdateRequestSchema: Schema;
  export const CreateMessageInteractionCallbackRequestSchema: Schema;
  export const CreatePrivateChannelRequestSchema: Schema;
  export const GatewayBotResponseSchema: Schema;
  export const GuildChannelResponseSchema: Schema;
  export const GuildMemberResponseSchema: Schema;
  export const GuildResponseSchema: Schema;
  export const GuildRoleResponseSchema: Schema;
  export const IncomingWebhookInteractionRequestSchema: Schema;
  export const IncomingWebhookUpdateRequestPartialSchema: Schema;
  export const InteractionCallbackResponseSchema: Schema;
  export const MessageCreateRequestSchema: Schema;
  export const MessageEditRequestPartialSchema: Schema;
  export const MessageResponseSchema: Schema;
  export const ModalInteractionCallbackRequestSchema: Schema;
  export const PrivateApplicationResponseSchema: Schema;
  export const PrivateChannelResponseSchema: Schema;
  export const UpdateMessageInteractionCallbackRequestSchema: Schema;
  export const UserPIIResponseSchema: Schema;
  export const UserResponseSchema: Schema;
}
