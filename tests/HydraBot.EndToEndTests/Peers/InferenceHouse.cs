using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace HydraBot.EndToEndTests.Peers;

/// <summary>A house without Discord whose gateway has a peer's server as its backend, and a program with a key.</summary>
internal sealed class InferenceHouse : IAsyncDisposable
{
    public const string Key = "program-key-0123456789";

    private readonly DirectoryInfo _storage = Directory.CreateTempSubdirectory("hydrabot-inference-");
    private readonly WebApplication _house;

    private InferenceHouse(string[] settings)
    {
        _house = HydraBotBuilder.Build(
        [
            "--Api:Url=http://127.0.0.1:0", $"--Storage:Path={_storage.FullName}", $"--Api:Keys:program:Token={Key}", "--Api:Keys:program:Access=Viewer",
            "--Inference:ProbeTimeout=00:00:20", "--Sandbox:TestAtStart=false", "--Serilog:MinimumLevel:Default=Warning", .. settings,
        ],
        builder =>
        {
            foreach (var service in builder.Services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory is not null).ToArray())
                builder.Services.Remove(service);
        });
    }

    public string Url => _house.Urls.Single();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<InferenceHouse> OpenAsync(params string[] settings)
    {
        var house = new InferenceHouse(settings);
        await house._house.StartAsync(Stop);
        return house;
    }

    /// <summary>Posts, and reads the answer whole.</summary>
    public async Task<(HttpResponseMessage Response, string Text)> PostAsync(string path, JsonNode body)
    {
        using var http = new HttpClient { BaseAddress = new Uri(Url) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        var response = await http.PostAsJsonAsync(path, body, Stop);
        return (response, await response.Content.ReadAsStringAsync(Stop));
    }

    public async ValueTask DisposeAsync()
    {
        await _house.StopAsync(CancellationToken.None);
        await _house.DisposeAsync();
        _storage.Delete(recursive: true);
    }
}
