using System.Diagnostics;
using System.Text;
using System.Text.Json;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Hosting.Writing;
using HydraBot.Repository;
using HydraBot.Testing;
using HydraBot.Testing.Road;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HydraBot.Tests.Repository;

/// <summary>The repository's room over a real working copy and its bare remote, with the real git.</summary>
internal sealed class RepositoryHouse : IAsyncDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("hydrabot-repository-");

    private RepositoryHouse()
    {
    }

    public TestRoad Road { get; private set; } = null!;

    /// <summary>The working copy.</summary>
    public string Folder => Path.Combine(_root.FullName, "work");

    public string Remote => Path.Combine(_root.FullName, "remote.git");

    public static Task<RepositoryHouse> OpenAsync(params (string Key, string Value)[] settings) => OpenAsync(null, settings);

    /// <summary>The same with something that writes texts.</summary>
    public static async Task<RepositoryHouse> OpenAsync(IModelWriter? writer, params (string Key, string Value)[] settings)
    {
        Parts.Require(HasGit(), "The program git is not here (apt-get install git).");
        var house = new RepositoryHouse();
        house.Git(house._root.FullName, "init", "--bare", "--initial-branch=main", house.Remote);
        house.Git(house._root.FullName, "clone", "--quiet", house.Remote, house.Folder);
        house.Git(house.Folder, "switch", "--quiet", "--create", "main");
        house.Write("README.md", "# Homelab\n");
        house.Git(house.Folder, "add", ".");
        house.Git(house.Folder, "commit", "--quiet", "--message=docs: begin");
        house.Git(house.Folder, "push", "--quiet", "origin", "main");
        house.Road = await TestRoad.BuildAsync(
            builder =>
            {
                builder.Services.AddHealthChecks();
                builder.AddRepository();
                if (writer is not null)
                    builder.Services.AddSingleton(writer);
                builder.AddOperationCatalog();
                builder.Services.AddSingleton(services => services.GetRequiredService<OperationJson>().Options);
            },
            [("Repository:Path", house.Folder), .. settings]);
        return house;
    }

    public void Write(string path, string text)
    {
        var file = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    public string Read(string path) => File.ReadAllText(Path.Combine(Folder, path));

    /// <summary>What git says in the working copy.</summary>
    public string Git(params string[] arguments) => Git(Folder, arguments);

    /// <summary>Drafts and commits everything, and returns the commit's id.</summary>
    public async Task<string> CommitAsync(string? message = null)
    {
        var draft = (await Road.DoneAsync("repository.draft", message is null ? "{}" : Arguments(("message", message)))).Value.GetProperty("digest").GetString()!;
        return (await Road.DoneAsync("repository.commit", Arguments(("draft", draft)))).Value.GetProperty("id").GetString()!;
    }

    public static string Arguments(params (string Name, object Value)[] values) => JsonSerializer.Serialize(values.ToDictionary(value => value.Name, value => value.Value));

    public async ValueTask DisposeAsync()
    {
        await Road.DisposeAsync();
        foreach (var file in _root.EnumerateFiles("*", SearchOption.AllDirectories))
            file.Attributes = FileAttributes.Normal;
        _root.Delete(recursive: true);
    }

    private string Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", "user.name=Owner", "-c", "user.email=owner@example.org", .. arguments])
            start.ArgumentList.Add(argument);
        using var git = Process.Start(start)!;
        var error = new StringBuilder();
        git.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        git.BeginErrorReadLine();
        var said = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.True(git.ExitCode == 0, $"git {string.Join(' ', arguments)}: {error}");
        return said;
    }

    private static bool HasGit() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "git")));
}
