namespace HydraBot.Doors.Chat;

/// <summary>Which Discord to connect to. From the settings, or set by whoever starts a Discord of our own before the doors open.</summary>
internal sealed class DiscordAddress
{
    private readonly TaskCompletionSource _named = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (Uri ApiBaseUrl, string Token)? _value;

    /// <summary>Base of the REST API.</summary>
    public Uri ApiBaseUrl => Value.ApiBaseUrl;

    /// <summary>The bot's token.</summary>
    public string Token => Value.Token;

    private (Uri ApiBaseUrl, string Token) Value =>
        _value ?? throw new InvalidOperationException("No Discord was named yet: the address is known once the host starts.");

    /// <summary>True once the host started so far.</summary>
    public bool IsNamed => _value is not null;

    /// <summary>Ends when it is known: what was left over from the last run may be taken up before.</summary>
    public Task NamedAsync(CancellationToken cancellationToken) => _named.Task.WaitAsync(cancellationToken);

    /// <summary>Names it.</summary>
    public void Set(Uri apiBaseUrl, string token)
    {
        _value = (apiBaseUrl, token);
        _named.TrySetResult();
    }
}
