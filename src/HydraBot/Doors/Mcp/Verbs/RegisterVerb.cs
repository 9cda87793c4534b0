using System.Text.Json;
using HydraBot.Doors.Http;
using HydraBot.Hosting;
using Microsoft.Extensions.Options;

namespace HydraBot.Doors.Mcp.Verbs;

/// <summary><c>HydraBot mcp register</c>: tells clients how to start the tools; shows what it changes, and keeps the file as it was beside it.</summary>
internal sealed class RegisterVerb(ApplicationPaths paths, IOptions<HttpDoorOptions> door)
{
    private const string EntryName = "hydrabot", Kept = ".before-hydrabot";

    /// <summary>With a client's name, with <c>undo</c>, or with nothing for every client that is here.</summary>
    public async Task<int> RunAsync(string? what, string project, string home, TextWriter output, CancellationToken cancellationToken)
    {
        var clients = KnownClient.All(project, home);
        if (what == "undo")
            return await UndoAsync(clients, output);
        var chosen = what is null ? clients.Where(client => client.IsHere).ToArray() : clients.Where(client => client.Name == what).ToArray();
        if (chosen.Length == 0)
        {
            await output.WriteLineAsync($"There is no client '{what}'; there are {string.Join(", ", clients.Select(client => client.Name))}, or undo.");
            return 2;
        }

        var wrong = 0;
        foreach (var client in chosen)
            wrong += await PutAsync(client, output, cancellationToken) ? 0 : 1;
        await output.WriteLineAsync("HydraBot mcp register undo takes it back.");
        return wrong == 0 ? 0 : 1;
    }

    private async Task<bool> PutAsync(KnownClient client, TextWriter output, CancellationToken cancellationToken)
    {
        var before = File.Exists(client.File) ? await File.ReadAllTextAsync(client.File, cancellationToken) : "";
        string after;
        try
        {
            after = ClientFile.Put(before, client.Container, EntryName, client.Entry(Command(), [$"--Storage:Path={paths.Data}", $"--Api:Url={door.Value.Url.ToString().TrimEnd('/')}"]));
        }
        catch (JsonException exception)
        {
            await output.WriteLineAsync($"{client.Title}: {client.File} is not JSON ({exception.Message}); it is left as it is.");
            return false;
        }

        if (after == before)
        {
            await output.WriteLineAsync($"{client.Title}: {client.File} has it already.");
            return true;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(client.File)!);
        if (!File.Exists(client.File + Kept))
            await File.WriteAllTextAsync(client.File + Kept, before, cancellationToken);
        await File.WriteAllTextAsync(client.File, after, cancellationToken);
        await output.WriteLineAsync($"{client.Title}: {client.File}\n{LineDifference(before, after)}");
        return true;
    }

    private static async Task<int> UndoAsync(IReadOnlyList<KnownClient> clients, TextWriter output)
    {
        foreach (var client in clients.Where(client => File.Exists(client.File + Kept)))
        {
            if (new FileInfo(client.File + Kept).Length == 0)
            {
                File.Delete(client.File);
                File.Delete(client.File + Kept);
            }
            else
                File.Move(client.File + Kept, client.File, overwrite: true);
            await output.WriteLineAsync($"{client.Title}: {client.File} is as it was.");
        }

        return 0;
    }

    /// <summary>What begins and ends alike is left out; the rest is shown with - and +.</summary>
    private static string LineDifference(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));
        var same = 0;
        while (same < old.Length && same < now.Length && old[same] == now[same])
            same++;
        var tail = 0;
        while (tail < old.Length - same && tail < now.Length - same && old[^(tail + 1)] == now[^(tail + 1)])
            tail++;
        return string.Join('\n', old[same..^tail].Where(line => line.Length > 0).Select(line => $"  - {line}").Concat(now[same..^tail].Select(line => $"  + {line}")));
    }

    /// <summary>The published program, or dotnet and the assembly where it was started so.</summary>
    private static IReadOnlyList<string> Command() =>
        Environment.ProcessPath is { } program && Path.GetFileNameWithoutExtension(program) is not ("dotnet" or "testhost")
            ? [program] : ["dotnet", Path.Combine(AppContext.BaseDirectory, "HydraBot.dll")];
}
