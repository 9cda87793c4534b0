using System.Formats.Tar;
using System.Globalization;
using System.Net.Http.Headers;
using HydraBot.Backups.Targets;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Law.Evidence;

namespace HydraBot.Backups.Kinds;

/// <summary>Qdrant's collections by its snapshots (https://api.qdrant.tech/api-reference/snapshots): made there, fetched, and taken away there again.</summary>
internal sealed class QdrantMethod(IHttpClientFactory clients) : IBackupMethod
{
    private const string Name = "Qdrant";

    public BackupKind Kind => BackupKind.Qdrant;

    public string Ending => ".snapshot";

    public async Task<IReadOnlyList<BackupItem>> ItemsAsync(Clearance clearance, BackupTarget target, CancellationToken cancellationToken)
    {
        string[] names = target.Options.Database is { Length: > 0 } one
            ? [one]
            : [.. (await AskAsync(target, HttpMethod.Get, "collections", cancellationToken)).At("result")?.ItemsAt("collections").Select(collection => collection.Text("name")!).Order(StringComparer.Ordinal).ToArray() ?? []];
        return [.. names.Select(name => new BackupItem(target, name, $"{target.Options.Url!.TrimEnd('/')}/collections/{name}"))];
    }

    public async Task<bool> ExistsAsync(Clearance clearance, BackupItem item, CancellationToken cancellationToken) =>
        (await AskAsync(item.Target, HttpMethod.Get, "collections", cancellationToken)).At("result")?.ItemsAt("collections").Any(collection => collection.Text("name") == item.Database) == true;

    public async Task WriteAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken)
    {
        var made = (await AskAsync(item.Target, HttpMethod.Post, $"{Path(item)}/snapshots?wait=true", cancellationToken)).At("result");
        var name = made?.Text("name") ?? throw new OperationException($"{Name} made a snapshot of {item.Database} and does not say which.");
        var there = $"{Path(item)}/snapshots/{Uri.EscapeDataString(name)}";
        try
        {
            using var response = await HttpDatabase.SendAsync(clients.CreateClient(HttpDatabase.Client), Request(item.Target, HttpMethod.Get, there), Name, cancellationToken);
            await using (var output = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
                await response.Content.CopyToAsync(output, cancellationToken);
        }
        finally
        {
            await AskAsync(item.Target, HttpMethod.Delete, $"{there}?wait=true", CancellationToken.None);
        }

        if (made?.Text("checksum") is { Length: > 0 } checksum && checksum != BackupManifest.Digest(file))
            throw new OperationException($"The snapshot of {item.Database} came over with another checksum than Qdrant says it has.");
    }

    public async Task<IReadOnlyList<string>> VerifyAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken)
    {
        var entries = await TarReading.ReadThroughAsync(file, packed: false, cancellationToken);
        return [string.Create(CultureInfo.InvariantCulture, $"the snapshot's tar holds {entries} entries, read to its end")];
    }

    /// <summary>The collection becomes what the snapshot holds: Qdrant checks it, and takes it over whole.</summary>
    public async Task RestoreAsync(Clearance clearance, BackupItem item, string file, CancellationToken cancellationToken)
    {
        await using var input = File.OpenRead(file);
        using var part = new StreamContent(input) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } };
        using var form = new MultipartFormDataContent { { part, "snapshot", $"{item.Database}.snapshot" } };
        using var request = Request(item.Target, HttpMethod.Post, $"{Path(item)}/snapshots/upload?priority=snapshot&wait=true&checksum={BackupManifest.Digest(file)}");
        request.Content = form;
        await HttpDatabase.AskAsync(clients.CreateClient(HttpDatabase.Client), request, Name, cancellationToken);
    }

    private static string Path(BackupItem item) => $"collections/{Uri.EscapeDataString(item.Database)}";

    private async Task<System.Text.Json.JsonElement> AskAsync(BackupTarget target, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var request = Request(target, method, path);
        return await HttpDatabase.AskAsync(clients.CreateClient(HttpDatabase.Client), request, Name, cancellationToken);
    }

    private static HttpRequestMessage Request(BackupTarget target, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri($"{target.Options.Url!.TrimEnd('/')}/{path}"));
        if (target.Options.ApiKey is { Length: > 0 } key)
            request.Headers.TryAddWithoutValidation("api-key", key);
        return request;
    }
}
