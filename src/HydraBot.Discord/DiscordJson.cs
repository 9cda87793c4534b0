using System.Text.Json;
using System.Text.Json.Serialization;
using HydraBot.Discord.Gateway;
using HydraBot.Discord.Gateway.Events;
using HydraBot.Discord.Interactions;
using HydraBot.Discord.Model;
using HydraBot.Discord.Rest;

namespace HydraBot.Discord;

/// <summary>Every type that goes over the wire, compiled: snake_case names, nulls left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(Ready))]
[JsonSerializable(typeof(Resumed))]
[JsonSerializable(typeof(GuildCreate))]
[JsonSerializable(typeof(GuildUpdate))]
[JsonSerializable(typeof(GuildDelete))]
[JsonSerializable(typeof(GuildRoleCreate))]
[JsonSerializable(typeof(GuildRoleUpdate))]
[JsonSerializable(typeof(GuildRoleDelete))]
[JsonSerializable(typeof(GuildMemberAdd))]
[JsonSerializable(typeof(GuildMemberUpdate))]
[JsonSerializable(typeof(GuildMemberRemove))]
[JsonSerializable(typeof(GuildMembersChunk))]
[JsonSerializable(typeof(ChannelCreate))]
[JsonSerializable(typeof(ChannelUpdate))]
[JsonSerializable(typeof(ChannelDelete))]
[JsonSerializable(typeof(ThreadCreate))]
[JsonSerializable(typeof(ThreadUpdate))]
[JsonSerializable(typeof(ThreadDelete))]
[JsonSerializable(typeof(MessageCreate))]
[JsonSerializable(typeof(MessageUpdate))]
[JsonSerializable(typeof(MessageDelete))]
[JsonSerializable(typeof(MessageDeleteBulk))]
[JsonSerializable(typeof(MessageReactionAdd))]
[JsonSerializable(typeof(MessageReactionRemove))]
[JsonSerializable(typeof(MessageReactionRemoveAll))]
[JsonSerializable(typeof(MessageReactionRemoveEmoji))]
[JsonSerializable(typeof(TypingStart))]
[JsonSerializable(typeof(VoiceStateUpdate))]
[JsonSerializable(typeof(VoiceServerUpdate))]
[JsonSerializable(typeof(InteractionCreate))]
[JsonSerializable(typeof(Hello))]
[JsonSerializable(typeof(Presence))]
[JsonSerializable(typeof(GuildMembersRequest))]
[JsonSerializable(typeof(CommandDefinition))]
[JsonSerializable(typeof(GatewayBot))]
[JsonSerializable(typeof(Application))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Guild))]
[JsonSerializable(typeof(Channel))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(MessagePayload))]
[JsonSerializable(typeof(ThreadPayload))]
[JsonSerializable(typeof(PinnedMessages))]
[JsonSerializable(typeof(IReadOnlyList<PartialGuild>))]
[JsonSerializable(typeof(IReadOnlyList<Channel>))]
[JsonSerializable(typeof(IReadOnlyList<Role>))]
[JsonSerializable(typeof(IReadOnlyList<Member>))]
[JsonSerializable(typeof(IReadOnlyList<User>))]
[JsonSerializable(typeof(IReadOnlyList<Message>))]
[JsonSerializable(typeof(IReadOnlyList<ApplicationCommand>))]
[JsonSerializable(typeof(IReadOnlyList<CommandDefinition>))]
[JsonSerializable(typeof(InteractionCallbackResult))]
[JsonSerializable(typeof(InteractionResponse<MessagePayload>))]
[JsonSerializable(typeof(InteractionResponse<AutocompleteChoices>))]
[JsonSerializable(typeof(InteractionResponse<Modal>))]
[JsonSerializable(typeof(DirectMessageRecipient))]
[JsonSerializable(typeof(BulkDelete))]
internal sealed partial class DiscordJson : JsonSerializerContext;
