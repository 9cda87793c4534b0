namespace HydraBot.Discord.Rest;

/// <summary>The codes that a bot meets. https://discord.com/developers/docs/topics/opcodes-and-status-codes#json</summary>
public static class DiscordErrorCodes
{
    /// <summary>No such channel.</summary>
    public const int UnknownChannel = 10003;
    /// <summary>No such member.</summary>
    public const int UnknownMember = 10007;
    /// <summary>No such message.</summary>
    public const int UnknownMessage = 10008;
    /// <summary>The interaction's token has run out.</summary>
    public const int UnknownWebhook = 10015;
    /// <summary>The interaction was not answered in time.</summary>
    public const int UnknownInteraction = 10062;
    /// <summary>The interaction was answered already.</summary>
    public const int AlreadyAcknowledged = 40060;
    /// <summary>The bot may not see that.</summary>
    public const int MissingAccess = 50001;
    /// <summary>The bot may not do that.</summary>
    public const int MissingPermissions = 50013;
    /// <summary>The interaction's token is not valid, or no longer.</summary>
    public const int InvalidWebhookToken = 50027;
    /// <summary>The request's form is wrong; see <see cref="DiscordRestException.Errors"/>.</summary>
    public const int InvalidForm = 50035;
}
