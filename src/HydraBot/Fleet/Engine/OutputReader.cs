using System.Text;
using Docker.DotNet;

namespace HydraBot.Fleet.Engine;

/// <summary>Reads a container's output: to its end, keeping the newest when it is too much, or as it comes.</summary>
internal static class OutputReader
{
    /// <summary>Under Discord's 10 MiB for an upload, with room for the text around it.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    public static async Task<ContainerOutput> ReadAsync(MultiplexedStream stream, CancellationToken cancellationToken)
    {
        // A read that waits on the socket does not see the token; closing the stream under it does.
        await using var end = cancellationToken.Register(stream.Dispose);
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        var cut = false;
        while (await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken) is { EOF: false } read)
        {
            kept.Write(buffer, 0, read.Count);
            if (kept.Length > 2 * MostBytes)
            {
                DropBeginning(kept);
                cut = true;
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (kept.Length > MostBytes)
        {
            DropBeginning(kept);
            cut = true;
        }

        return new ContainerOutput(Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length), cut);
    }

    /// <summary>Tells of what is written while it is written, to its end.</summary>
    public static async Task FollowAsync(MultiplexedStream stream, Action<string> wrote, CancellationToken cancellationToken)
    {
        await using var end = cancellationToken.Register(stream.Dispose);
        var buffer = new byte[64 * 1024];
        // A letter may be cut in two by the end of a piece.
        var (decoder, letters) = (Encoding.UTF8.GetDecoder(), new char[buffer.Length]);
        while (await stream.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken) is { EOF: false } read)
            wrote(new string(letters, 0, decoder.GetChars(buffer, 0, read.Count, letters, 0)));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static void DropBeginning(MemoryStream kept)
    {
        var newest = kept.GetBuffer().AsSpan((int)kept.Length - MostBytes, MostBytes);
        newest.CopyTo(kept.GetBuffer());
        kept.SetLength(MostBytes);
    }
}
