namespace HydraBot.Inference.Endpoints;

/// <summary>Where the usual servers listen when nobody told them otherwise.</summary>
internal static class WellKnownPorts
{
    private static readonly (int Port, string Server)[] Servers =
    [
        (11434, "Ollama"),
        (8080, "llama.cpp"),
        (4000, "LiteLLM"),
        (5000, "TabbyAPI"),
        (8000, "vLLM"),
        (1234, "LM Studio"),
    ];

    public static IEnumerable<int> All => Servers.Select(server => server.Port);

    public static string Name(int port) =>
        Servers.FirstOrDefault(server => server.Port == port) is { Server: { } known } ? known : $"port {port}";
}
