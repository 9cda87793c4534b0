using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;
using HydraBot.Governance.Operations;
using HydraBot.Hosting.Engines;
using HydraBot.Sandbox;
using HydraBot.Sandbox.Engine;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Code;

/// <summary>How a build in a container ended.</summary>
internal sealed record BuildResult(bool Passed, string Output);

/// <summary>
/// Builds and tests sources in a container of the sandbox's engine: no network, no capability, no new privilege, bounded memory and time. It is marked
/// as the sandbox's own, so that the reaper takes away what a killed house leaves behind.
/// </summary>
internal sealed class BuildContainer(IOptions<ImprovementOptions> options, IOptions<SandboxOptions> sandbox, HouseMark house, LiveWorkers live, TimeProvider time) : IDisposable
{
    private const int MostOutput = 12_000;
    private const string Folder = "/work";

    private readonly DockerClient _client = new DockerClientBuilder().WithEndpoint(sandbox.Value.EngineAddress).WithTimeout(Timeout.InfiniteTimeSpan).Build();

    /// <summary>Why nothing can be built here, for people; null when it can.</summary>
    public async Task<string?> MissingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Code is not { Image: { Length: > 0 } image, Command.Count: > 0 })
            return "Improvement:Code:Image and Improvement:Code:Command are not set: an image with the .NET SDK and all packages, and the command that builds and tests. Without a sandbox no patch is built.";
        try
        {
            await _client.Images.InspectImageAsync(image, cancellationToken);
            return null;
        }
        catch (DockerImageNotFoundException)
        {
            return $"The engine has no image '{image}' (Improvement:Code:Image).";
        }
        catch (Exception exception) when (EngineLine.IsFailure(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            return sandbox.Value.EngineLine.Explain(exception).Message;
        }
    }

    /// <summary>Runs the command over sources.</summary>
    /// <param name="sources">A tar archive.</param>
    /// <param name="program">Where the folder <c>out</c> goes that a good build leaves; nothing is written where it leaves none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<BuildResult> RunAsync(Stream sources, string program, CancellationToken cancellationToken)
    {
        var code = options.Value.Code;
        var name = $"hydrabot-build-{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        // Before it is made, so that the reaper never takes it for one of a former run.
        live.Add(name);
        try
        {
            var created = await _client.Containers.CreateContainerAsync(Shape(name), CancellationToken.None);
            await _client.Containers.ExtractArchiveToContainerAsync(created.ID, new CopyToContainerParameters { Path = Folder }, sources, cancellationToken);
            await _client.Containers.StartContainerAsync(created.ID, new ContainerStartParameters(), cancellationToken);
            using var limit = new CancellationTokenSource(code.TimeLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            long exit;
            try
            {
                exit = (await _client.Containers.WaitContainerAsync(created.ID, either.Token)).StatusCode;
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                var written = await TailAsync(created.ID);
                return new BuildResult(false, $"{written}\nIt was ended after {code.TimeLimit}.");
            }

            var output = await TailAsync(created.ID);
            if (exit == 0)
                await TakeAsync(created.ID, program, cancellationToken);
            return new BuildResult(exit == 0, string.Create(CultureInfo.InvariantCulture, $"{output}\nexit code {exit}"));
        }
        catch (Exception exception) when (EngineLine.IsFailure(exception))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw sandbox.Value.EngineLine.Explain(exception);
        }
        finally
        {
            await RemoveAsync(name);
            live.Remove(name);
        }
    }

    public void Dispose() => _client.Dispose();

    private CreateContainerParameters Shape(string name) => new()
    {
        Name = name,
        Image = options.Value.Code.Image ?? "",
        Entrypoint = [options.Value.Code.Command[0]],
        Cmd = [.. options.Value.Code.Command.Skip(1)],
        WorkingDir = Folder,
        Hostname = "build",
        Env = ["HOME=/tmp", "DOTNET_CLI_TELEMETRY_OPTOUT=1", "DOTNET_NOLOGO=1"],
        Labels = new Dictionary<string, string>
        {
            [SandboxLabels.House] = house.Id,
            [SandboxLabels.Until] = (time.GetUtcNow() + options.Value.Code.TimeLimit + TimeSpan.FromMinutes(5)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            [SandboxLabels.Purpose] = "build",
        },
        HostConfig = new HostConfig
        {
            NetworkMode = "none",
            DNS = ["127.0.0.1"],
            Privileged = false,
            CapDrop = ["ALL"],
            SecurityOpt = ["no-new-privileges:true"],
            Memory = (long)options.Value.Code.MemoryMb * 1024 * 1024,
            MemorySwap = (long)options.Value.Code.MemoryMb * 1024 * 1024,
            PidsLimit = 2048,
            OomScoreAdj = 1000,
            Init = true,
        },
    };

    private async Task<string> TailAsync(string id)
    {
        using var logs = await _client.Containers.GetContainerLogsAsync(id, new ContainerLogsParameters { ShowStdout = true, ShowStderr = true, Tail = "200" }, CancellationToken.None);
        using var bytes = new MemoryStream();
        await logs.CopyOutputToAsync(Stream.Null, bytes, bytes, CancellationToken.None);
        var text = Encoding.UTF8.GetString(bytes.ToArray()).Trim();
        return text.Length <= MostOutput ? text : $"…{text[^MostOutput..]}";
    }

    /// <summary>Takes the program that was built out of the container; links and anything outside the folder stay behind.</summary>
    private async Task TakeAsync(string id, string program, CancellationToken cancellationToken)
    {
        ContainerArchiveResponse archive;
        try
        {
            archive = await _client.Containers.GetArchiveFromContainerAsync(id, new ContainerPathStatParameters { Path = $"{Folder}/out" }, false, cancellationToken);
        }
        catch (DockerApiException missing) when (missing.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return;
        }

        // The engine's stream does not bear the empty reads of a reader of archives, so it is put down first.
        Directory.CreateDirectory(Path.GetDirectoryName(program)!);
        await using var file = new FileStream($"{program}.tar", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using (var stream = archive.Stream ?? Stream.Null)
            await stream.CopyToAsync(file, cancellationToken);
        file.Position = 0;
        await ProgramArchive.ExtractAsync(file, program, cancellationToken);
    }

    private async Task RemoveAsync(string name)
    {
        try
        {
            await _client.Containers.RemoveContainerAsync(name, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, CancellationToken.None);
        }
        catch (Exception exception) when (exception is DockerContainerNotFoundException || EngineLine.IsFailure(exception))
        {
            // The engine went away, or it never came to be; the reaper finds what is left by its label.
        }
    }
}
