using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.Hosting;

namespace HydraBot.Improvement.Code;

/// <summary>
/// The programs that were built, a folder a commit, and which of them runs. Pointers are small files that are replaced whole, and the watchdog and the
/// house talk through them.
/// </summary>
internal sealed class Releases(string data)
{
    /// <summary>The house ends with this code when it wants the watchdog to start the next program.</summary>
    public const int Restart = 75;

    /// <summary>Set by the watchdog for the house that it watches.</summary>
    public const string Supervised = "HYDRA_SUPERVISED";

    /// <summary>Tells the house how the installed program is started, a word a line.</summary>
    public const string InstalledProgram = "HYDRA_INSTALLED_PROGRAM";

    /// <summary>The name of the program as it was installed, before any patch.</summary>
    public const string Installed = "installed";

    private readonly string _folder = Path.Combine(data, "improvement", "releases");

    public Releases(ApplicationPaths paths)
        : this(paths.Data)
    {
    }

    /// <summary>What runs, or runs next.</summary>
    public string Current => Read("current") ?? Installed;

    /// <summary>What is to be started next and watched; null when nothing is.</summary>
    public string? Next => Read("next");

    /// <summary>A program that did not live through its watch, and why; null when there is none that was not told yet.</summary>
    public (string Commit, string Reason)? Returned => Read("returned") is { } text && JsonNode.Parse(text) is JsonObject told
        ? ((string)told["commit"]!, (string)told["reason"]!)
        : null;

    /// <summary>Where the program of a commit is.</summary>
    public string FolderOf(string commit) => Path.Combine(_folder, commit);

    /// <summary>How the program of a commit is started; the installed one is the one that the watchdog is.</summary>
    public IReadOnlyList<string> CommandOf(string commit) => commit == Installed ? Own() : [ProgramOf(commit)];

    public bool Has(string commit) => commit == Installed || File.Exists(ProgramOf(commit));

    /// <summary>True while the program of a commit runs, or is the one that is started next.</summary>
    public bool Runs(string commit) => (Next ?? Current) == commit;

    /// <summary>Takes away programs that nothing goes back to any more.</summary>
    /// <param name="wanted">Commits whose programs stay.</param>
    public void Clear(IReadOnlyCollection<string> wanted)
    {
        foreach (var folder in Directory.Exists(_folder) ? new DirectoryInfo(_folder).EnumerateDirectories() : [])
        {
            if (!wanted.Contains(folder.Name) && folder.Name != Current && folder.Name != Next && !folder.Name.EndsWith(".part", StringComparison.Ordinal))
                folder.Delete(recursive: true);
        }
    }

    public void SetCurrent(string commit) => Write("current", commit);

    public void SetNext(string? commit) => Write("next", commit);

    public void SetReturned(string? commit, string reason = "") =>
        Write("returned", commit is null ? null : JsonSerializer.Serialize(new Dictionary<string, string> { ["commit"] = commit, ["reason"] = reason }, ReleaseJson.Default.DictionaryStringString));

    private string ProgramOf(string commit) => Path.Combine(FolderOf(commit), "HydraBot");

    /// <summary>As <c>dotnet HydraBot.dll</c> where it was started so. A program that the watchdog started is told what the installed one is.</summary>
    private static string[] Own()
    {
        if (Environment.GetEnvironmentVariable(InstalledProgram) is { Length: > 0 } told)
            return told.Split('\n');
        var process = Environment.ProcessPath ?? "HydraBot";
        return Path.GetFileNameWithoutExtension(process) == "dotnet" ? [process, Path.GetFullPath(Environment.GetCommandLineArgs()[0])] : [process];
    }

    private string? Read(string name)
    {
        var file = Path.Combine(_folder, name);
        return File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } text ? text : null;
    }

    private void Write(string name, string? text)
    {
        Directory.CreateDirectory(_folder);
        var file = Path.Combine(_folder, name);
        if (text is null)
        {
            File.Delete(file);
            return;
        }

        var half = $"{file}.part";
        using (var stream = new FileStream(half, FileMode.Create, FileAccess.Write))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(half, file, overwrite: true);
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class ReleaseJson : System.Text.Json.Serialization.JsonSerializerContext;
