using HydraBot.Discord.Model;

namespace HydraBot.Discord.Rest;

internal sealed record DirectMessageRecipient(Snowflake RecipientId);
