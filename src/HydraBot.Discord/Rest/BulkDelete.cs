using HydraBot.Discord.Model;

namespace HydraBot.Discord.Rest;

internal sealed record BulkDelete(IReadOnlyList<Snowflake> Messages);
