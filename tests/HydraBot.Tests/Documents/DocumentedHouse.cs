using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HydraBot.Testing;
using HydraBot.Testing.Docker;
using HydraBot.Testing.Drivers;
using Xunit;

namespace HydraBot.Tests.Documents;

/// <summary>A house that runs, with what commands of the documents name by placeholders: its record, an export of it, laws.</summary>
public sealed class DocumentedHouse : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-commands-");
    private HouseProcess? _house;

    /// <summary>Where commands run.</summary>
    public string Folder => _folder.FullName;

    /// <summary>A checkpoint of its record, as it is posted.</summary>
    public string Checkpoint { get; private set; } = "";

    /// <summary>The settings with which a command speaks of this house.</summary>
    public string[] Settings => [$"--Storage:Path={_house!.Storage}", $"--Api:Url={_house.Api}", "--Emulator:Url=http://127.0.0.1:0", "--Fleet:Heal:Containers=nothing-here"];

    /// <summary>A word of a command for the usual address, said to this house, with its owner's key.</summary>
    public string Here(string word) => word.Replace("http://127.0.0.1:8700", _house!.Api.ToString().TrimEnd('/'), StringComparison.Ordinal)
        .Replace("$KEY", File.ReadAllText(Path.Combine(_house.Storage, "api-key")).Trim(), StringComparison.Ordinal);

    public async ValueTask InitializeAsync()
    {
        _house = await HouseProcess.StartAsync(TestContext.Current.CancellationToken, storage: null, TestSandboxImage.Arguments);
        using var owner = _house.OwnerKey();
        using var signed = await owner.PostAsJsonAsync("operations/audit.checkpoint", new JsonObject(), TestContext.Current.CancellationToken);
        signed.EnsureSuccessStatusCode();
        Checkpoint = (await File.ReadAllLinesAsync(Path.Combine(_house.Storage, "audit", "checkpoints.txt"), TestContext.Current.CancellationToken))[^1];
        File.Copy(Path.Combine(SourceFolder.Root, "CONSTITUTION.yaml"), Path.Combine(Folder, "A"));
        File.Copy(Path.Combine(SourceFolder.Root, "CONSTITUTION.yaml"), Path.Combine(Folder, "B"));
    }

    public async ValueTask DisposeAsync()
    {
        if (_house is not null)
            await _house.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
