using System.Runtime.InteropServices;
using HydraBot.EndToEndTests.Browser;
using HydraBot.Speech;
using HydraBot.Speech.Synthesis;
using Microsoft.Playwright;
using Xunit;

namespace HydraBot.EndToEndTests.Voice;

/// <summary>A member at the page, whose microphone hears flite, and whose loudspeaker is written down.</summary>
internal sealed class PageGuest(Chromium browser, EmulatorPage page) : IAsyncDisposable
{
    private const int Lead = 3;

    /// <summary>What every context plays goes past this on its way to the loudspeaker.</summary>
    private const string Recorder = """
        (() => {
          const connect = AudioNode.prototype.connect;
          window.played = [];
          AudioNode.prototype.connect = function (target, ...rest) {
            if (target instanceof AudioDestinationNode) {
              const recorder = this.context.recorder ??= this.context.createScriptProcessor(4096, 1, 1);
              recorder.onaudioprocess = ({ inputBuffer }) => window.played.push(Int16Array.from(inputBuffer.getChannelData(0), (sample) => sample * 32767));
              connect.call(recorder, target);
              connect.call(this, recorder);
            }
            return connect.call(this, target, ...rest);
          };
          window.isOver = () => {
            const loud = window.played.map((part) => part.some((sample) => Math.abs(sample) > 800));
            return loud.includes(true) && loud.length - 1 - loud.lastIndexOf(true) > 12;
          };
          window.takePlayed = () => {
            const parts = window.played.splice(0);
            const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
            let at = 0;
            for (const part of parts) { bytes.set(new Uint8Array(part.buffer), at); at += part.byteLength; }
            let text = '';
            for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
            return btoa(text);
          };
        })();
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public EmulatorPage Page => page;

    public Chromium Browser => browser;

    public CallBar Call => new(page.Page);

    /// <summary>Sizes of the frames of sound that the page sent.</summary>
    public List<int> Sent { get; } = [];

    /// <summary>Opens the page with a microphone that hears these words, once it is opened.</summary>
    public static async Task<PageGuest> OpenAsync(Uri url, string member, Screen screen, DirectoryInfo folder, string[] words, string script = "", params string[] arguments)
    {
        var file = Path.Combine(folder.FullName, $"{member}.wav");
        await File.WriteAllBytesAsync(file, WaveFile.Write(await RecordAsync(words)), Stop);
        var browser = await Chromium.StartAsync([$"--use-file-for-fake-audio-capture={file}%noloop", .. arguments]);
        var context = await browser.NewContextAsync(screen);
        await context.AddInitScriptAsync(Recorder + script);
        var guest = new PageGuest(browser, new EmulatorPage(await context.NewPageAsync(), url, screen));
        guest.Page.Page.WebSocket += (_, socket) =>
        {
            if (!socket.Url.EndsWith("/emulator/voice", StringComparison.Ordinal))
                return;
            var isHello = true;
            socket.FrameSent += (_, frame) =>
            {
                if (!isHello)
                    guest.Sent.Add(frame.Binary!.Length);
                isHello = false;
            };
        };
        await guest.Page.OpenAsync(member, "voice");
        return guest;
    }

    /// <summary>What the page played next, to a second of silence.</summary>
    public async Task<Sound> HearAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        while (!await page.Page.EvaluateAsync<bool>("window.isOver()"))
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, patience.Token);
        var bytes = Convert.FromBase64String(await page.Page.EvaluateAsync<string>("window.takePlayed()"));
        return new Sound(MemoryMarshal.Cast<byte, short>(bytes).ToArray(), Sound.OpusRate).At(Sound.SpeechRate);
    }

    public ValueTask DisposeAsync() => browser.DisposeAsync();

    private static async Task<Sound> RecordAsync(string[] words)
    {
        var flite = ProcessSynthesizer.Flite("flite", "slt", TimeProvider.System, TimeSpan.FromSeconds(10));
        var samples = new List<short>(new short[Sound.SpeechRate * Lead]);
        foreach (var phrase in words)
        {
            await foreach (var sound in flite.SpeakAsync(phrase, Stop))
                samples.AddRange(sound.At(Sound.SpeechRate).Samples.Span);
            samples.AddRange(new short[Sound.SpeechRate * 6 / 10]);
        }
        return new Sound(samples.ToArray(), Sound.SpeechRate).At(Sound.OpusRate);
    }
}
