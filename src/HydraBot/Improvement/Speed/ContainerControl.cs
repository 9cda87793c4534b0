using System.Text.Json;
using HydraBot.Fleet.Containers;
using HydraBot.Fleet.Engine;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Inference.Endpoints;
using Microsoft.Extensions.Options;

namespace HydraBot.Improvement.Speed;

/// <summary>llama.cpp's server and vLLM: their start decides. The file that the start reads is written, and the container restarted.</summary>
internal sealed class ContainerControl(SpeedHttp http, IServiceProvider services, IOptions<ImprovementOptions> options, TimeProvider time) : ISpeedControl
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    public bool Controls(SpeedServer server) => server is SpeedServer.LlamaCpp or SpeedServer.Vllm;

    public async Task<SpeedAbilities> ReadAsync(InferenceEndpoint endpoint, SpeedBackendOptions backend, CancellationToken cancellationToken)
    {
        var setup = StartArguments.Read(backend.Server, WholeFile.Read(backend.ArgumentsFile!));
        var model = await ModelAsync(endpoint, cancellationToken);
        if (backend.Server == SpeedServer.Vllm)
            return new SpeedAbilities(SpeedServer.Vllm, model, setup, []);
        var properties = await http.GetAsync(endpoint, Root(endpoint, "props"), null, cancellationToken);
        if (properties.ValueKind != JsonValueKind.Object || !properties.TryGetProperty("default_generation_settings", out _))
            throw new OperationException($"{endpoint.Name} does not answer at /props as llama.cpp's server does.");
        return new SpeedAbilities(SpeedServer.LlamaCpp, model, setup, []);
    }

    public async Task ApplyAsync(Clearance clearance, InferenceEndpoint endpoint, SpeedBackendOptions backend, SpeedSetup setup, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clearance);
        if (services.GetService<IContainerEngine>() is not { } engine)
            throw new OperationException("There is no container engine that could restart the backend.");
        var container = await new ContainerFinder(engine).FindAsync(backend.Container!, cancellationToken);
        WholeFile.Write(Path.GetFullPath(backend.ArgumentsFile!), StartArguments.Write(backend.Server, setup));
        await engine.RestartAsync(clearance, container.Id, cancellationToken);
        await UntilReadyAsync(endpoint, cancellationToken);
    }

    private async Task UntilReadyAsync(InferenceEndpoint endpoint, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var limit = options.Value.Speed.LoadTimeout;
        while (true)
        {
            try
            {
                await ModelAsync(endpoint, cancellationToken);
                return;
            }
            catch (OperationException exception)
            {
                if (time.GetElapsedTime(began) > limit)
                    throw new OperationException($"{endpoint.Name} did not come up within {limit}: {exception.Message}", exception);
            }

            await Task.Delay(Look, time, cancellationToken);
        }
    }

    /// <summary>While a model loads, llama.cpp answers 503, and vLLM not at all.</summary>
    private async Task<string> ModelAsync(InferenceEndpoint endpoint, CancellationToken cancellationToken)
    {
        var list = await http.GetAsync(endpoint, new Uri($"{endpoint.Url}/models"), null, cancellationToken);
        return list.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Array && data.GetArrayLength() > 0 && data[0].TryGetProperty("id", out var id)
            ? id.GetString() ?? ""
            : throw new OperationException($"{endpoint.Name} lists no model.");
    }

    private static Uri Root(InferenceEndpoint endpoint, string path) => new(new Uri($"{endpoint.Url}/"), $"../{path}");
}
