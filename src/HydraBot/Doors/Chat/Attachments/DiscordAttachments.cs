using HydraBot.Hosting.Attachments;

namespace HydraBot.Doors.Chat.Attachments;

/// <summary>Files that members attached on Discord, or on the Discord that the settings name.</summary>
internal sealed class DiscordAttachments(DiscordAddress address) : IAttachmentSource, IDisposable
{
    /// <summary>https://discord.com/developers/docs/reference#cdn-formatting</summary>
    private static readonly string[] Hosts = ["cdn.discordapp.com", "media.discordapp.net"];

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(30) };

    public bool Covers(Uri file) =>
        (file.Scheme == Uri.UriSchemeHttps && Hosts.Contains(file.IdnHost, StringComparer.OrdinalIgnoreCase))
        || (address.IsNamed && file.Scheme == address.ApiBaseUrl.Scheme && file.Authority == address.ApiBaseUrl.Authority);

    public async Task<byte[]?> FetchAsync(Uri file, int most, CancellationToken cancellationToken)
    {
        using var response = await _http.GetAsync(file, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var whole = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            if (whole.Length + count > most)
                return null;
            whole.Write(buffer, 0, count);
        }

        return whole.ToArray();
    }

    public void Dispose() => _http.Dispose();
}
