namespace HydraBot.Doors.Chat;

/// <summary>Which Discord to connect to. From the settings, or set by whoever starts a Discord of our own before the doors open.</summary>
internal sealed class DiscordAddress
{
    private (Uri ApiBaseUrl, string Token)? _value;

    /// <summary>Base of the REST API.</summary>
    public Uri ApiBaseUrl => Value.ApiBaseUrl;

    /// <summary>The bot's token.</summary>
    public string Token => Value.Token;

    private (Uri ApiBaseUrl, string Token) Value =>
        _value ?? throw new InvalidOperationException("No Discord was named yet: the address is known once the host starts.");

    /// <summary>Names it.</summary>
    public void Set(Uri apiBaseUrl, string token) => _value = (apiBaseUrl, token);
}
