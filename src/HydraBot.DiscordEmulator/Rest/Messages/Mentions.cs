using System.Text.RegularExpressions;
using HydraBot.DiscordEmulator.World;

namespace HydraBot.DiscordEmulator.Rest.Messages;

/// <summary>Finds who a text mentions and lets through whom the sender allowed.</summary>
internal static partial class Mentions
{
    public static Message Apply(Message message, AllowedMentions? chosen, bool mayMentionEveryone, Message? repliedTo)
    {
        var allowed = chosen ?? AllowedMentions.All;
        var users = Ids(UserMention, message.Content).Where(allowed.Rings).ToList();
        if (repliedTo is not null && (chosen is null || chosen.RepliedUser) && !users.Contains(repliedTo.AuthorId))
            users.Add(repliedTo.AuthorId);
        return message with
        {
            MentionedUsers = [.. users.Distinct()],
            MentionedRoles = [.. Ids(RoleMention, message.Content).Where(allowed.RingsRole).Distinct()],
            MentionsEveryone = mayMentionEveryone && allowed.Parse.Contains("everyone") && EveryoneMention.IsMatch(message.Content),
        };
    }

    private static IEnumerable<Snowflake> Ids(Regex mention, string content) => mention.Matches(content)
        .Select(match => match.Groups[1].Value)
        .Where(text => Snowflake.TryParse(text, out _))
        .Select(Snowflake.Parse);

    [GeneratedRegex("<@!?([0-9]{1,20})>")]
    private static partial Regex UserMention { get; }

    [GeneratedRegex("<@&([0-9]{1,20})>")]
    private static partial Regex RoleMention { get; }

    [GeneratedRegex("@(?:everyone|here)")]
    private static partial Regex EveryoneMention { get; }
}
