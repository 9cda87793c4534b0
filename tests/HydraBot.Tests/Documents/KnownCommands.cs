using System.Text.RegularExpressions;
using HydraBot.Hosting.Verbs;
using HydraBot.Testing;
using YamlDotNet.RepresentationModel;

namespace HydraBot.Tests.Documents;

/// <summary>Says of a command whether what it names is there: verbs, settings, projects, benchmarks, files, calls, tests, services.</summary>
internal sealed partial class KnownCommands(BuiltHouse house)
{
    private const string Benchmarks = "tests/HydraBot.Benchmarks";

    // Programs of others, whose words are theirs.
    private static readonly string[] Others =
        ["claude", "systemctl", "journalctl", "useradd", "install", "printf", "openssl", "chmod", "chown", "cd", "cat", "sqlite3", "pg_dump", "apt-get"];

    // What may stand in front of another program.
    private static readonly string[] HouseNames = ["HydraBot", "./HydraBot", "/app/HydraBot"];

    /// <summary>Everything wrong with a line.</summary>
    public IEnumerable<string> Problems(string line) => ShellLine.Commands(line).SelectMany(Problems).Select(problem => $"{problem}, in: {line}");

    private IEnumerable<string> Problems(IReadOnlyList<string> words)
    {
        var settings = words.TakeWhile(word => Assignment().IsMatch(word)).ToArray();
        foreach (var setting in settings.Select(word => word.Split('=')[0]).Where(name => name.Contains("__", StringComparison.Ordinal)))
        {
            if (!house.Knows(setting.Replace("__", ":", StringComparison.Ordinal)))
                yield return $"there is no setting {setting}";
        }

        string[] command = [.. words.Skip(settings.Length)];
        foreach (var path in command.Where(IsOurs).Where(path => !Exists(path)))
            yield return $"there is no {path}";
        foreach (var problem in command is [var program, .. var rest] ? Program(program, rest) : [])
            yield return problem;
    }

    private IEnumerable<string> Program(string program, string[] words) => (program, words) switch
    {
        ("dotnet", ["run", .. var options]) => Run(options),
        ("dotnet", [var assembly, .. var options]) when assembly.EndsWith(".dll", StringComparison.Ordinal) => Tests(assembly, options),
        ("dotnet", ["test" or "build" or "publish" or "tool" or "stryker", ..]) => [],
        ("curl", _) => Curl(words),
        ("npm", ["ci", "--prefix", var folder, ..]) => Exists($"{folder}/package-lock.json") ? [] : [$"npm has nothing to install in {folder}"],
        ("docker", ["compose", "exec", var service, var inner, .. var rest]) => Services().Contains(service) ? Program(inner, rest) : [$"compose.yaml has no service {service}"],
        ("docker", _) => [],
        ("...", ["--", .. var run]) => Benchmark(run),
        ("...", var run) => Benchmark(run),
        _ when HouseNames.Contains(program) => House(words),
        _ when Others.Contains(program) || (IsOurs(program) && Exists(program)) => [],
        _ => [$"nobody knows the program {program}"],
    };

    private IEnumerable<string> Run(string[] options)
    {
        var at = Array.IndexOf(options, "--project");
        if (at < 0 || at + 1 == options.Length)
            return ["dotnet run names no project"];
        string[] rest = [.. options.Skip(at + 2).SkipWhile(word => word == "--")];
        return options[at + 1] switch
        {
            "src/HydraBot" => House(rest),
            Benchmarks => Benchmark(rest),
            var other => Exists(other) ? [] : [$"there is no project {other}"],
        };
    }

    private IEnumerable<string> House(string[] words)
    {
        string[] verb = [.. words.TakeWhile(word => !word.StartsWith('-') && !word.Contains('=', StringComparison.Ordinal))];
        var text = string.Join(' ', verb);
        // The help page is what people are shown; operands stand there in capitals.
        var isKnown = verb is [] or ["setup"] or ["claude-hook" or "claude-channel", ..]
            || VerbTable.All.Any(known => known.Name.Split(' ').Length + known.Operands.Count == verb.Length && $"{text} ".StartsWith($"{known.Name} ", StringComparison.Ordinal));
        if (!isKnown || (verb is [var first, ..] && !VerbTable.Help.Contains($"  HydraBot {first}", StringComparison.Ordinal)))
            yield return $"there is no verb '{text}'";
        if (verb is ["claude-hook" or "claude-channel", ..])
            yield break;
        foreach (var word in words.Skip(verb.Length).Where(word => word.StartsWith("--", StringComparison.Ordinal)))
        {
            var name = word[2..].Split('=')[0];
            if (!(name is "version" or "help" && verb is []) && !(name == "yes" && verb is ["setup"]) && !house.Knows(name))
                yield return $"there is no setting {name}";
        }
    }

    private static string[] Benchmark(string[] words) => words is [var name, ..]
        && File.ReadAllText(Path.Combine(SourceFolder.Root, Benchmarks, "Benchmarks.cs")).Contains($"[\"{name}\"", StringComparison.Ordinal)
        ? [] : [$"there is no benchmark '{words.FirstOrDefault()}'"];

    private static IEnumerable<string> Tests(string assembly, string[] options)
    {
        var match = TestAssembly().Match(assembly);
        var project = match.Groups["project"].Value;
        if (!match.Success || !Exists(project))
            return [$"no project makes {assembly}"];
        var classes = Classes(project).ToArray();
        return options.Index().Where(option => option.Item is "--filter-namespace" or "--filter-class")
            .SelectMany(option => options.Skip(option.Index + 1).TakeWhile(value => value is not ['-', ..]).Select(value => (Filter: option.Item, Value: value)))
            .Where(filter => !classes.Any(test => Regex.IsMatch(
                filter.Filter == "--filter-class" ? $"{test.Namespace}.{test.Name}" : test.Namespace, $"^{Regex.Escape(filter.Value).Replace(@"\*", ".*", StringComparison.Ordinal)}$")))
            .Select(filter => $"{filter.Filter} {filter.Value} finds no test");
    }

    /// <summary>The classes of tests in a project, as its sources name them.</summary>
    private static IEnumerable<(string Namespace, string Name)> Classes(string project) =>
        Directory.EnumerateFiles(Path.Combine(SourceFolder.Root, project), "*Tests.cs", SearchOption.AllDirectories)
            .Select(file => (Namespace().Match(File.ReadAllText(file)).Groups[1].Value, Path.GetFileNameWithoutExtension(file)));

    private IEnumerable<string> Curl(string[] words)
    {
        var method = Array.IndexOf(words, "-X") is >= 0 and var at && at + 1 < words.Length ? words[at + 1] : words.Contains("-d") ? "POST" : "GET";
        return words.Where(word => word.StartsWith("http", StringComparison.Ordinal)).Select(url => new Uri(url))
            .Where(url => url.Port == 8700 && !house.Serves(method, url.AbsolutePath)).Select(url => $"nothing answers {method} {url.AbsolutePath}");
    }

    private static IEnumerable<string> Services()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(SourceFolder.Root, "compose.yaml"));
        yaml.Load(text);
        return [.. ((YamlMappingNode)yaml.Documents[0].RootNode["services"]).Children.Keys.Select(key => key.ToString())];
    }

    /// <summary>A path of the sources, and not of what is made out of them.</summary>
    public static bool IsOurs(string word) => Ours().IsMatch(word) && !word.Contains("/bin/", StringComparison.Ordinal) && !word.Contains("node_modules", StringComparison.Ordinal);

    /// <summary>Whether it is there; a star in its last part stands for any name.</summary>
    public static bool Exists(string path)
    {
        var full = Path.Combine(SourceFolder.Root, path.TrimEnd('/'));
        return path.Contains('*', StringComparison.Ordinal)
            ? Directory.Exists(Path.GetDirectoryName(full)) && Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(full)!, Path.GetFileName(full)).Any()
            : File.Exists(full) || Directory.Exists(full);
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*=")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(?:(?:src|tests|docs|assets|deploy|eng|\.ci|\.config)/[^\s<>{}]*|HydraBot\.sln)$")]
    private static partial Regex Ours();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?<project>tests/(?<name>[\w.]+))/bin/\w+/net10\.0/\k<name>\.dll$")]
    private static partial Regex TestAssembly();
}
