using System.Buffers.Text;
using System.Text;
using System.Text.RegularExpressions;
using HydraBot.Discord.Model;
using HydraBot.Inference;

namespace HydraBot.Hosting.Setup;

/// <summary>What can be said of an answer by looking at it. A problem names what is allowed, and never repeats a secret.</summary>
internal static partial class SetupChecks
{
    public static string? Token(string answer) => ApplicationOf(answer) is null
        ? "This is no bot token. One has three parts with dots between them; the Bot page of https://discord.com/developers/applications shows it once. The application's id, its public key and its client secret are others."
        : null;

    /// <summary>The application that a token says it is of: the id of its bot, in its first part. Null where it is no token.</summary>
    public static Snowflake? ApplicationOf(string token)
    {
        if (!TokenForm().IsMatch(token))
            return null;
        var first = token[..token.IndexOf('.', StringComparison.Ordinal)];
        return Base64Url.IsValid(first) && Snowflake.TryParse(Encoding.ASCII.GetString(Base64Url.DecodeFromChars(first)), out var id) ? id : null;
    }

    public static string? Guild(string answer) => SnowflakeForm().IsMatch(answer) && Snowflake.TryParse(answer, out _)
        ? null
        : $"'{answer}' is no server id: that is 17 to 20 digits. With Discord's developer mode on, 'Copy Server ID' is in the server's menu.";

    public static string? Model(string answer) => new EndpointOptions { Url = answer }.TryReadUrl(out _)
        ? null
        : $"'{answer}' is not such an address; allowed is http or https, ending in /v1, such as http://127.0.0.1:11434/v1.";

    /// <summary>A role, besides those that were named for other levels.</summary>
    public static string? Role(string answer, IEnumerable<string> others)
    {
        if (answer.AsSpan().ContainsAny(':', '='))
            return $"'{answer}' cannot be the name of a setting; give the role's id ('Copy Role ID' in its menu).";
        if (SetupAnswers.Levels.FirstOrDefault(level => level.Equals(answer, StringComparison.OrdinalIgnoreCase) && level != answer) is { } near)
            return $"'{answer}' and '{near}' differ in capitals alone, which settings do not tell apart; give the role's id ('Copy Role ID' in its menu).";
        return others.Contains(answer, StringComparer.OrdinalIgnoreCase) ? $"'{answer}' stands for another level already; each has a role of its own." : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{20,}$")]
    private static partial Regex TokenForm();

    [GeneratedRegex("^[0-9]{17,20}$")]
    private static partial Regex SnowflakeForm();
}
