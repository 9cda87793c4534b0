namespace HydraBot.DiscordEmulator.World.Shapes;

/// <summary>Where the emulator can be reached; known once it is bound.</summary>
internal sealed class ServerAddress
{
    private static readonly Uri Unbound = new("http://127.0.0.1/");

    public Uri Url { get; set; } = Unbound;

    public string Gateway => $"ws://{Url.Authority}/gateway";

    public string Attachment(Attachment attachment) =>
        $"{Url}attachments/{attachment.ChannelId}/{attachment.Id}/{Uri.EscapeDataString(attachment.FileName)}";
}
