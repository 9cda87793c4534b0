using System.Diagnostics;
using System.Globalization;

namespace HydraBot.Tests.DiscordEmulator.Raw;

/// <summary>An emulator in a process of its own, which ends with its input.</summary>
internal sealed class EmulatorProcess : IAsyncDisposable
{
    private readonly Process _process;

    private EmulatorProcess(Process process) => _process = process;

    public static async Task<(EmulatorProcess Emulator, DeskPlace Place)> StartAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "HydraBot.EmulatorSubject.dll"), folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The emulator ended before it said where it is.");
        var words = said.Split(' ');
        return (new EmulatorProcess(process), new DeskPlace(new Uri(words[0]), words[1], ulong.Parse(words[2], CultureInfo.InvariantCulture), ulong.Parse(words[3], CultureInfo.InvariantCulture)));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
