using System.Net;
using System.Net.Sockets;
using Xunit;

namespace HydraBot.Tests.Hosting.Starting;

/// <summary>Every start that cannot be ends with exit code 1 and one line that says what to put right.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hydrabot-start-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("--Fleet:Heal:Intervall=00:00:05", "Setting Fleet:Heal:Intervall in the command line is not known; the nearest is Fleet:Heal:Interval.")]
    [InlineData("--Serilog:File:Retained=abc", "Setting Serilog:File:Retained is 'abc'; allowed is a whole number.")]
    [InlineData("--Serilog:File:Retained=0", "Setting Serilog:File:Retained is '0'; allowed is from 1 to 3650.")]
    [InlineData("--Fleet:Heal:Interval=00:00:00", "Setting Fleet:Heal:Interval is ")]
    [InlineData("--Api:Url=ftp://x", "Setting Api:Url is 'ftp://x'; allowed is http://ADDRESS:PORT")]
    [InlineData("--Api:Keys:ci:Token=short", "Setting Api:Keys:ci:Token is '[secret]'; allowed is at least 16")]
    [InlineData("--Constitution:Path=nowhere.yaml", "nowhere.yaml:1:1: There is no such file")]
    [InlineData("--quiet", "The argument '--quiet' has no value")]
    public async Task A_wrong_setting_is_one_line(string argument, string line)
    {
        string[] access = argument.Contains("Keys", StringComparison.Ordinal) ? ["--Api:Keys:ci:Access=Owner"] : [];
        var ended = await RunAsync([argument, .. access]);
        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith(line, Assert.Single(ended.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain(ended.Output, said => said.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_wrong_environment_variable_is_one_line()
    {
        var ended = await Executable.RunAsync(_folder.FullName, Settings(), environment: [("Fleet__Heal__Enabld", "true")]);
        Assert.StartsWith("Setting Fleet:Heal:Enabld in the environment is not known; the nearest is Fleet:Heal:Enabled.", Assert.Single(ended.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_port_is_one_line_with_its_setting()
    {
        using var busy = new TcpListener(IPAddress.Loopback, 0);
        busy.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)busy.LocalEndpoint).Port}";
        var ended = await Executable.RunAsync(_folder.FullName, [$"--Storage:Path={_folder.FullName}", "--Emulator:Url=http://127.0.0.1:0", $"--Api:Url={url}"]);
        Assert.Equal(1, ended.ExitCode);
        Assert.StartsWith($"Setting Api:Url is '{url}'; allowed is an address that nothing else listens on", Assert.Single(ended.Errors), StringComparison.Ordinal);
        Assert.DoesNotContain(ended.Output, said => said.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_settings_file_that_is_no_json_is_one_line_with_its_place()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "appsettings.json"), "{\n  \"Api\": {", TestContext.Current.CancellationToken);
        var line = Assert.Single((await RunAsync([])).Errors);
        Assert.Contains("appsettings.json is no settings file", line, StringComparison.Ordinal);
        Assert.Contains("line", line, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_faulty_law_is_a_line_a_fault_with_its_place()
    {
        var law = Path.Combine(_folder.FullName, "law.yaml");
        await File.WriteAllTextAsync(law, "version: 1\narticles:\n  - id: a\n    colour: red\n", TestContext.Current.CancellationToken);
        var ended = await RunAsync([$"--Constitution:Path={law}"]);
        Assert.Equal(1, ended.ExitCode);
        Assert.NotEmpty(ended.Errors);
        Assert.All(ended.Errors, line => Assert.Matches(@"^.+law\.yaml:\d+:\d+: ", line));
    }

    [Fact]
    public async Task A_storage_path_that_is_a_file_is_one_line()
    {
        var file = Path.Combine(_folder.FullName, "data");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var ended = await Executable.RunAsync(_folder.FullName, [$"--Storage:Path={file}", "--Api:Url=http://127.0.0.1:0", "--Emulator:Url=http://127.0.0.1:0"]);
        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("Storage:Path", Assert.Single(ended.Errors), StringComparison.Ordinal);
    }

    private Task<Ended> RunAsync(string[] args) => Executable.RunAsync(_folder.FullName, [.. Settings(), .. args]);

    private string[] Settings() => [$"--Storage:Path={Path.Combine(_folder.FullName, "data")}", "--Api:Url=http://127.0.0.1:0", "--Emulator:Url=http://127.0.0.1:0"];
}
