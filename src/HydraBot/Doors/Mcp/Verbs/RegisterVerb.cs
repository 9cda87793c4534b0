using System.Text.Json;
using HydraBot.Doors.Http;
using HydraBot.Governance.Audit;
using HydraBot.Hosting;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Mcp.Verbs;

/// <summary><c>HydraBot mcp register</c>: tells clients how to start the tools, shows what it changes, and takes it back.</summary>
internal sealed class RegisterVerb(ApplicationPaths paths, IOptions<HttpDoorOptions> door, SecretMask mask)
{
    /// <summary>With a client's name, with <c>undo</c>, or with nothing for every client that is here.</summary>
    public async Task<int> RunAsync(string? what, string project, string home, TextWriter output, CancellationToken cancellationToken)
    {
        var clients = KnownClient.All(project, home);
        if (what == "undo")
            return await UndoAsync(clients, output, cancellationToken);
        var chosen = what is null ? clients.Where(client => client.IsHere).ToArray() : clients.Where(client => client.Name == what).ToArray();
        if (chosen.Length == 0)
        {
            await output.WriteLineAsync($"There is no client '{what}'; there are {string.Join(", ", clients.Select(client => client.Name))}, or undo.");
            return 2;
        }

        var wrong = 0;
        foreach (var client in chosen)
            wrong += await SayAsync(client, registration => registration.Put(client.Entry(Command(), [$"--Storage:Path={paths.Data}", $"--Api:Url={door.Value.Url.TrimEnd('/')}"])), output, cancellationToken);
        await output.WriteLineAsync("HydraBot mcp register undo takes it back.");
        return wrong == 0 ? 0 : 1;
    }

    private async Task<int> UndoAsync(IReadOnlyList<KnownClient> clients, TextWriter output, CancellationToken cancellationToken)
    {
        var noted = clients.Where(client => new ClientRegistration(client, mask).IsNoted).ToArray();
        if (noted.Length == 0)
            await output.WriteLineAsync("There is nothing to take back here.");
        var wrong = 0;
        foreach (var client in noted)
            wrong += await SayAsync(client, registration => registration.Undo(), output, cancellationToken);
        return wrong == 0 ? 0 : 1;
    }

    private async Task<int> SayAsync(KnownClient client, Func<ClientRegistration, string> change, TextWriter output, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (words, wrong) = ("", 0);
        try
        {
            words = change(new ClientRegistration(client, mask));
        }
        catch (JsonException exception)
        {
            (words, wrong) = ($"{client.Title}: {client.File} is not JSON ({exception.Message}); it is left as it is.", 1);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            (words, wrong) = ($"{client.Title}: {client.File} cannot be written ({exception.Message}); it is left as it is.", 1);
        }

        await output.WriteLineAsync(words);
        return wrong;
    }

    /// <summary>The published program, or dotnet and the assembly where it was started so.</summary>
    private static IReadOnlyList<string> Command() =>
        Environment.ProcessPath is { } program && Path.GetFileNameWithoutExtension(program) is not ("dotnet" or "testhost")
            ? [program] : ["dotnet", Path.Combine(AppContext.BaseDirectory, "HydraBot.dll")];
}
