using System.Collections.Immutable;
using HydraBot.DiscordEmulator.Rest.Validation;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Rest.Messages;

/// <summary>Which mentions of a message may ring; without the field, all of them.</summary>
internal sealed record AllowedMentions(ImmutableArray<string> Parse, ImmutableArray<Snowflake> Users, ImmutableArray<Snowflake> Roles, bool RepliedUser)
{
    private const int MaxIds = 100;
    private static readonly string[] Kinds = ["roles", "users", "everyone"];

    public static readonly AllowedMentions All = new([.. Kinds], [], [], RepliedUser: true);

    public static AllowedMentions? Read(Payload message)
    {
        if (message.Object("allowed_mentions") is not { } allowed)
            return null;
        List<string> parse = [];
        foreach (var (item, index) in allowed.Items("parse", Kinds.Length))
        {
            if (item.ValueKind == JsonValueKind.String && Kinds.Contains(item.GetString()))
                parse.Add(item.GetString()!);
            else
                message.Errors.Add($"{allowed.At("parse")}.{index}", "BASE_TYPE_CHOICES", "Value must be one of ('roles', 'users', 'everyone').");
        }
        var users = allowed.Ids("users", MaxIds);
        var roles = allowed.Ids("roles", MaxIds);
        Exclude(allowed, parse, "users", users.Count);
        Exclude(allowed, parse, "roles", roles.Count);
        return new AllowedMentions([.. parse], [.. users], [.. roles], allowed.Flag("replied_user") ?? false);
    }

    public bool Rings(Snowflake userId) => Parse.Contains("users") || Users.Contains(userId);

    public bool RingsRole(Snowflake roleId) => Parse.Contains("roles") || Roles.Contains(roleId);

    private static void Exclude(Payload allowed, List<string> parse, string kind, int listed)
    {
        if (listed > 0 && parse.Contains(kind))
            allowed.Error("", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", $"parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
    }
}
