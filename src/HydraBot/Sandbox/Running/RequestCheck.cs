using System.Globalization;
using System.Text;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Sandbox.Languages;
using Microsoft.Extensions.Options;

namespace HydraBot.Sandbox.Running;

/// <summary>Reads a wish to run a program and says, in one sentence each, what is wrong and what is allowed.</summary>
internal sealed class RequestCheck(LanguageTable languages, IOptions<SandboxOptions> options)
{
    public const int LongestCode = 256 * 1024;
    public const int LongestStdin = 512 * 1024;

    private const int MostFiles = 32;
    private const int MostFileBytes = 8 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The checked request, or everything that is wrong with it.</summary>
    public ExecutionRequest? Read(
        string language, string code, string? stdin, IReadOnlyList<GivenFile>? files, int? timeoutSeconds, int? memoryMb, out IReadOnlyList<string> problems)
    {
        var wrong = new List<string>();
        problems = wrong;
        if (!languages.TryFind(language, out var known))
            wrong.Add($"The language '{Short(language)}' is not known; allowed are {languages.Names}.");
        if (string.IsNullOrWhiteSpace(code))
            wrong.Add("The code is empty; allowed is a program of 1 to 262,144 bytes.");
        Text("code", code, LongestCode, wrong);
        Text("stdin", stdin ?? "", LongestStdin, wrong, zeros: true);
        Bounds("timeoutSeconds", timeoutSeconds, 1, options.Value.MaxTimeoutSeconds, wrong);
        Bounds("memoryMb", memoryMb, 32, options.Value.MaxMemoryMb, wrong);
        var inputs = Files(files ?? [], known, wrong);
        return wrong.Count > 0 ? null : new ExecutionRequest(
            known!, code, stdin ?? "", inputs, TimeSpan.FromSeconds(timeoutSeconds ?? options.Value.TimeoutSeconds), memoryMb ?? options.Value.MemoryMb);
    }

    /// <summary>The checked request.</summary>
    /// <exception cref="OperationException">Everything that is wrong with it.</exception>
    public ExecutionRequest Require(string language, string code, string? stdin, IReadOnlyList<GivenFile>? files, int? timeoutSeconds, int? memoryMb) =>
        Read(language, code, stdin, files, timeoutSeconds, memoryMb, out var problems) ?? throw OperationException.WrongArguments(problems);

    private static void Text(string name, string text, int most, List<string> wrong, bool zeros = false)
    {
        try
        {
            if (Strict.GetByteCount(text) is var bytes && bytes > most)
                wrong.Add(string.Create(CultureInfo.InvariantCulture, $"The {name} has {bytes:N0} bytes; allowed are {most:N0}."));
        }
        catch (EncoderFallbackException)
        {
            wrong.Add($"The {name} holds half a surrogate pair, which is no text.");
        }

        if (!zeros && text.Contains('\0', StringComparison.Ordinal))
            wrong.Add($"The {name} holds a NUL character at {text.IndexOf('\0', StringComparison.Ordinal)}; allowed is text without one.");
    }

    private static void Bounds(string name, int? value, int least, int most, List<string> wrong)
    {
        if (value < least || value > most)
            wrong.Add($"'{name}' is {value}; allowed is {least} to {most}.");
    }

    private static List<InputFile> Files(IReadOnlyList<GivenFile> files, Language? language, List<string> wrong)
    {
        var inputs = new List<InputFile>();
        if (files.Count > MostFiles)
            wrong.Add($"There are {files.Count} files; allowed are {MostFiles}.");
        foreach (var file in files.Take(MostFiles))
        {
            if (file?.Name is null || file.Content is null)
                wrong.Add("A file has no name or no content; allowed is {\"name\": \"data.csv\", \"content\": \"…\"}.");
            else if (FileNames.Problem(file.Name) is { } problem)
                wrong.Add($"The file name {JsonSerializer.Serialize(Short(file.Name), SandboxJson.Default.String)} {problem}.");
            else if (language?.File == file.Name)
                wrong.Add($"The file '{file.Name}' is where the code stands; give it another name.");
            else if (Content(file, wrong) is { } content)
                inputs.Add(new InputFile(file.Name, content));
        }

        if (inputs.Sum(file => (long)file.Content.Length) is > MostFileBytes and var bytes)
            wrong.Add(string.Create(CultureInfo.InvariantCulture, $"The files have {bytes:N0} bytes together; allowed are {MostFileBytes:N0}."));
        return inputs;
    }

    private static byte[]? Content(GivenFile file, List<string> wrong)
    {
        try
        {
            return file.Encoding switch
            {
                null or "" or "text" or "utf8" or "utf-8" => Strict.GetBytes(file.Content),
                "base64" => Convert.FromBase64String(file.Content),
                _ => throw new FormatException($"its encoding is '{Short(file.Encoding)}'; allowed are text and base64"),
            };
        }
        catch (Exception exception) when (exception is FormatException or EncoderFallbackException)
        {
            wrong.Add($"The file '{file.Name}' cannot be read: {exception.Message.TrimEnd('.')}.");
            return null;
        }
    }

    private static string Short(string text) => text.Length <= 60 ? text : $"{text[..57]}…";
}
