using System.Formats.Tar;
using System.IO.Compression;
using HydraBot.Governance.Operations;

namespace HydraBot.Backups.Kinds;

/// <summary>Reads a tar to its end, packed or not.</summary>
internal static class TarReading
{
    /// <returns>How many entries it holds.</returns>
    /// <exception cref="OperationException">It breaks off, or is no tar.</exception>
    public static async Task<int> ReadThroughAsync(string file, bool packed, CancellationToken cancellationToken)
    {
        try
        {
            await using var input = File.OpenRead(file);
            await using Stream stream = packed ? new GZipStream(input, CompressionMode.Decompress) : input;
            await using var reader = new TarReader(stream);
            var entries = 0;
            while (await reader.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
            {
                entries++;
                if (entry.DataStream is { } data)
                    await data.CopyToAsync(Stream.Null, cancellationToken);
            }

            // What the packer put after the end is read too: its checksum stands there.
            await stream.CopyToAsync(Stream.Null, cancellationToken);
            return entries > 0 ? entries : throw new OperationException($"{Path.GetFileName(file)} holds nothing.");
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new OperationException($"{Path.GetFileName(file)} cannot be read to its end: {exception.Message}", exception);
        }
    }
}
