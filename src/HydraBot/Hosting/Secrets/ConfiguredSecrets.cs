using System.Data.Common;

namespace HydraBot.Hosting.Secrets;

/// <summary>The secrets that stand in the settings.</summary>
internal sealed class ConfiguredSecrets(IConfiguration settings) : ISecretSource
{
    public IEnumerable<string> Secrets =>
        Named().OfType<string>().Where(secret => secret.Length > 0);

    private IEnumerable<string?> Named() =>
    [
        settings["Discord:Token"],
        ConnectionPassword(settings["Storage:ConnectionString"]),
        .. settings.GetSection("Api:Keys").GetChildren().Select(key => key["Token"]),
        .. settings.GetSection("Inference:Endpoints").GetChildren().Select(endpoint => endpoint["ApiKey"]),
        .. settings.GetSection("Mcp:Servers").GetChildren().SelectMany(server => server.GetSection("Headers").GetChildren()).Select(header => header.Value),
    ];

    private static string? ConnectionPassword(string? connectionString)
    {
        if (string.IsNullOrEmpty(connectionString))
            return null;
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return parts.TryGetValue("Password", out var password) || parts.TryGetValue("Pwd", out password) ? password?.ToString() : null;
        }
        catch (ArgumentException)
        {
            // Not key=value pairs: what cannot be taken apart is secret as a whole, and storage says what is wrong with it.
            return connectionString;
        }
    }
}
