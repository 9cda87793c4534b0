using System.Text;
using System.Text.Json.Nodes;
using Docker.DotNet.Models;
using HydraBot.Fleet.Compose.Healthchecks;

namespace HydraBot.Fleet.Deploying;

/// <summary>Keys for registries, where <c>docker login</c> put them: <c>config.json</c> in <c>DOCKER_CONFIG</c> or <c>~/.docker</c>. Those that a helper program keeps are not read.</summary>
internal static class RegistryKeys
{
    private const string Hub = "https://index.docker.io/v1/";

    /// <summary>Null where there is none; then the registry is asked without.</summary>
    public static async Task<AuthConfig?> OfAsync(string image, CancellationToken cancellationToken)
    {
        var folder = Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        try
        {
            var registry = ImageName.Read(image).Registry is { } other and not "docker.io" ? other : Hub;
            var known = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "config.json"), cancellationToken))?["auths"] as JsonObject;
            var key = (known?[registry] ?? known?[$"https://{registry}"])?["auth"]?.ToString();
            return key is { Length: > 0 } && Encoding.UTF8.GetString(Convert.FromBase64String(key)).Split(':', 2) is [var user, var password]
                ? new AuthConfig { Username = user, Password = password, ServerAddress = registry }
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.Text.Json.JsonException or FormatException)
        {
            // Nobody logged in here.
            return null;
        }
    }
}
