using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HydraBot.Doors.Http.Keys;
using HydraBot.Doors.Http.Problems;
using HydraBot.Hosting;
using HydraBot.Hosting.Starting;

namespace HydraBot.Doors.Mcp.Verbs;

/// <summary>
/// Shows a program that shares the house's storage folder that it is the house that listens at an address, before a key is sent there: whoever cannot read
/// the folder cannot answer. The port is part of it, so an answer cannot be fetched from the house for another address.
/// </summary>
internal sealed class DoorProof(ApplicationPaths paths)
{
    public const string Path = "/mcp/proof";

    private const int Length = 32;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock _gate = new();

    private string File => System.IO.Path.Combine(paths.Data, "door-secret");

    /// <summary>What the house answers to a question, where it listens; null where the question is none.</summary>
    /// <exception cref="StartException">The secret can neither be read nor written.</exception>
    public string? Answer(string? question, int port) => question is { Length: >= 32 and <= 128 } && question.All(char.IsAsciiHexDigit) ? Sign(Secret(), question, port) : null;

    /// <summary>Whether this is the house's answer.</summary>
    public bool Accepts(string question, int port, string answer)
    {
        if (!System.IO.File.Exists(File))
            return false;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(Secret(), question, port)), Encoding.UTF8.GetBytes(answer.Trim()));
    }

    private static string Sign(byte[] secret, string question, int port) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"hydrabot {question} {port}"))));

    private byte[] Secret()
    {
        try
        {
            lock (_gate)
            {
                if (System.IO.File.Exists(File) && System.IO.File.ReadAllBytes(File) is { Length: Length } kept)
                    return kept;
                Directory.CreateDirectory(paths.Data);
                var secret = RandomNumberGenerator.GetBytes(Length);
                var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
                if (!OperatingSystem.IsWindows())
                    options.UnixCreateMode = OwnerOnly;
                using var stream = new FileStream(File, options);
                stream.Write(secret);
                return secret;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The file {File} cannot be kept: {exception.Message} Storage:Path must be a folder that this user can write to.", exception);
        }
    }
}

/// <summary><c>GET /mcp/proof?question=...</c>, without a key: it is asked before one is sent.</summary>
internal static class DoorProofEndpoint
{
    public static void MapDoorProof(this IEndpointRouteBuilder routes) => routes
        .MapGet(DoorProof.Path, (HttpContext context, DoorProof proof, string? question) =>
            proof.Answer(question, context.Connection.LocalPort) is { } answer ? Results.Text(answer) : new ProblemAnswer(ProblemKind.WrongArguments.Of("'question' is 32 to 128 hexadecimal digits.")))
        .WithMetadata(new OpenToAll())
        .ExcludeFromDescription();
}
