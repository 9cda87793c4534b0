using System.Text;
using HydraBot.Governance.Audit;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Attachments;

namespace HydraBot.Inference.Attachments;

/// <summary>Reads what goes with a question, and says plainly where it cannot. What a file is, its bytes say, not its name.</summary>
internal sealed class AttachmentReader(IEnumerable<IAttachmentSource> sources, SecretMask mask)
{
    private const int MostBytes = 8 * 1024 * 1024, MostText = 60_000;

    /// <exception cref="OperationException">One cannot be fetched or read.</exception>
    public async Task<IReadOnlyList<Attachment>> ReadAsync(IEnumerable<string?> given, CancellationToken cancellationToken)
    {
        var read = new List<Attachment>();
        foreach (var address in given.OfType<string>().Where(address => !string.IsNullOrWhiteSpace(address)))
        {
            var (name, bytes) = address.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? ("attached file", OfData(address)) : await FetchAsync(address, cancellationToken);
            read.Add(await Task.Run(() => Read(name, bytes), cancellationToken));
        }

        return read;
    }

    private async Task<(string Name, byte[] Bytes)> FetchAsync(string address, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || sources.FirstOrDefault(source => source.Covers(uri)) is not { } source)
            throw OperationException.WrongArgument("An attachment is a file attached on Discord, or a data: address such as data:text/plain;base64,SGVsbG8=; other addresses are not fetched.");
        var name = Harmless(Uri.UnescapeDataString(uri.Segments[^1]));
        try
        {
            return (name, await source.FetchAsync(uri, MostBytes, cancellationToken) ?? throw OperationException.WrongArgument($"'{name}' has more than {MostBytes / 1024 / 1024} MiB, which is the limit."));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new OperationException($"'{name}' could not be fetched: {exception.Message} Attach it again.", exception);
        }
    }

    private static byte[] OfData(string address)
    {
        var comma = address.IndexOf(',', StringComparison.Ordinal);
        try
        {
            if (comma > 0)
                return address[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase) ? Convert.FromBase64String(address[(comma + 1)..]) : Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address[(comma + 1)..]));
        }
        catch (FormatException)
        {
            // Said below.
        }

        throw OperationException.WrongArgument("An attachment's data: address has the form data:MEDIA/TYPE;base64,DATA (RFC 2397).");
    }

    private Attachment Read(string name, byte[] bytes)
    {
        if (PictureType(bytes) is { } type)
            return new Attachment(name, type) { Picture = bytes };
        if (bytes.AsSpan(0, Math.Min(bytes.Length, 1024)).IndexOf("%PDF-"u8) >= 0)
            return new Attachment(name, "application/pdf") { Text = Cut(PdfText.Of(name, bytes, MostText)) };
        if (TextOf(bytes) is { } text)
            return new Attachment(name, "text/plain") { Text = Cut(text) };
        throw OperationException.WrongArgument($"'{name}' is not read: allowed are pictures (PNG, JPEG, GIF, WebP), PDF, and text in UTF-8 or UTF-16.");
    }

    private string Cut(string text)
    {
        var clean = mask.Apply(text);
        return clean.Length <= MostText ? clean : $"{clean[..(char.IsHighSurrogate(clean[MostText - 1]) ? MostText - 1 : MostText)]}\n… (cut: {clean.Length - MostText} characters more)";
    }

    private static string? PictureType(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return "image/png";
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return "image/jpeg";
        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8))
            return "image/gif";
        return bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? "image/webp" : null;
    }

    private static string? TextOf(byte[] bytes)
    {
        Encoding encoding = bytes is [0xFF, 0xFE, ..] ? new UnicodeEncoding(false, true, true) : bytes is [0xFE, 0xFF, ..] ? new UnicodeEncoding(true, true, true) : new UTF8Encoding(false, true);
        try
        {
            var text = encoding.GetString(bytes).TrimStart('\uFEFF');
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string Harmless(string name)
    {
        var plain = new string([.. name.Where(letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_' or ' ').Take(80)]);
        return plain.Length == 0 ? "file" : plain;
    }
}
