using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using HydraBot.Workshops.Calls;
using Microsoft.Extensions.Options;

namespace HydraBot.Workshops.ComfyUI;

/// <summary>Pictures from ComfyUI.</summary>
internal sealed class ComfyUIOperations(ComfyUIWorkshop comfy, ComfyUITemplates templates, IOptions<WorkshopsOptions> options, TimeProvider time)
{
    [Operation("comfyui.generate", Access = AccessLevel.Operator, Effect = OperationEffect.Change, TimeLimitSeconds = 3600, Toolset = "comfyui")]
    [Description("Runs a ComfyUI workflow template and returns its pictures")]
    public async Task<OperationResult<ComfyUIPictures>> GenerateAsync(
        [Description("What to show: the template's {{prompt}}"), MaxLength(6000)] string prompt,
        Clearance clearance,
        IProgress<OperationProgress> progress,
        [Description("The template's name"), Suggest<ComfyUITemplates>] string template = "text-to-image",
        [Description("Further parameters, name=value separated by semicolons, such as steps=30; width=768"), MaxLength(4000)] string parameters = "",
        CancellationToken cancellationToken = default)
    {
        var began = time.GetTimestamp();
        var found = await templates.FindAsync(template, cancellationToken);
        var given = ParameterText.Read(parameters);
        if (found.Places.ContainsKey("prompt") && !string.IsNullOrWhiteSpace(prompt))
            given["prompt"] = prompt;
        var graph = await found.FillAsync(given, folder => FirstAsync(folder, cancellationToken));

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Value.ComfyUI.TimeLimit);
        string id;
        IReadOnlyList<ComfyUIFile> files;
        try
        {
            (id, files) = await new ComfyUIRun(comfy, graph, progress, time).RunAsync(clearance, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OperationException($"ComfyUI took longer than Workshops:ComfyUI:TimeLimit ({options.Value.ComfyUI.TimeLimit}); the workflow was taken out of its queue.");
        }

        var (shown, left) = await FetchAsync(files, cancellationToken);
        var pictures = new ComfyUIPictures(
            id, found.Name, [.. shown.Select(file => new ComfyUIPicture(file.Name, file.MediaType, file.Content.Length))], left, Math.Round(time.GetElapsedTime(began).TotalSeconds, 1));
        return OperationResult.Of(pictures, Draw(pictures, shown, prompt));
    }

    [Operation("comfyui.cancel", Access = AccessLevel.Operator, Effect = OperationEffect.Change, Toolset = "comfyui")]
    [Description("Cancels a ComfyUI workflow that waits or runs; without an id the running one")]
    public async Task<OperationResult<ComfyUICancelled>> CancelAsync(
        Clearance clearance, [Description("Its id; the one that runs where you leave it out")] string? id = null, CancellationToken cancellationToken = default)
    {
        var wanted = id ?? ((await comfy.QueueAsync(cancellationToken)).Running is [var running, ..] ? running : throw new OperationException("ComfyUI runs nothing."));
        var done = await comfy.CancelAsync(clearance, wanted, cancellationToken) ?? throw new OperationException($"ComfyUI neither runs '{wanted}' nor has it in its queue.");
        return OperationResult.Of(new ComfyUICancelled(wanted, done), new Card { Title = $"The workflow was {done}", Severity = CardSeverity.Good, Footer = wanted });
    }

    [Operation("comfyui.status", Toolset = "comfyui")]
    [Description("Shows ComfyUI's devices, memory, queue, models and templates")]
    public async Task<OperationResult<ComfyUIState>> StatusAsync(CancellationToken cancellationToken = default)
    {
        var stats = await comfy.StatsAsync(cancellationToken);
        var queue = await comfy.QueueAsync(cancellationToken);
        var models = await comfy.ModelsAsync("checkpoints", cancellationToken);
        var state = new ComfyUIState(
            comfy.Line.Url, stats.At("system")?.Text("comfyui_version"), [.. stats.ItemsAt("devices").Select(ComfyUIWorkshop.Device)], queue.Running, queue.Pending, models, templates.Names);
        return OperationResult.Of(state, new Card
        {
            Title = queue.Running.Count == 0 ? "ComfyUI is idle" : $"ComfyUI is at work, {queue.Pending.Count} waiting",
            Severity = CardSeverity.Good,
            Fields =
            [
                new CardField("Devices", state.Devices.Count == 0 ? "none named" : string.Join('\n', state.Devices)),
                new CardField("Running", queue.Running.Count == 0 ? "nothing" : $"`{string.Join("` `", queue.Running)}`"),
                new CardField("Models", models.Count == 0 ? "none in checkpoints" : Lines(models)),
                new CardField("Templates", Lines(state.Templates)),
            ],
            Footer = $"{state.Version} · {state.Url}".Trim(' ', '·'),
        });
    }

    [Operation("comfyui.models")]
    [Description("Lists ComfyUI's models of a folder, such as checkpoints, loras, vae")]
    public async Task<OperationResult<ComfyUIModels>> ModelsAsync([Description("The folder; all folders where it is 'all'")] string folder = "checkpoints", CancellationToken cancellationToken = default)
    {
        var names = folder == "all" ? await comfy.FoldersAsync(cancellationToken) : await comfy.ModelsAsync(folder, cancellationToken);
        return OperationResult.Of(new ComfyUIModels(folder, names), new Card
        {
            Title = folder == "all" ? $"{names.Count} folders of models" : $"{names.Count} models in {folder}",
            Text = names.Count == 0 ? null : Lines(names, 3500),
        });
    }

    [Operation("comfyui.free", Access = AccessLevel.Operator, Effect = OperationEffect.Change)]
    [Description("Unloads ComfyUI's models and frees the memory of the graphics card")]
    public async Task<OperationResult<ComfyUIFreed>> FreeAsync(Clearance clearance, CancellationToken cancellationToken = default)
    {
        await comfy.FreeAsync(clearance, cancellationToken);
        var devices = (await comfy.StatsAsync(cancellationToken)).ItemsAt("devices").Select(ComfyUIWorkshop.Device).ToArray();
        return OperationResult.Of(new ComfyUIFreed(devices), new Card
        {
            Title = "ComfyUI lets its models go",
            Severity = CardSeverity.Good,
            Text = $"It does so as soon as nothing runs. Now: {string.Join(", ", devices)}",
        });
    }

    private async Task<string> FirstAsync(string folder, CancellationToken cancellationToken) =>
        await comfy.ModelsAsync(folder, cancellationToken) is [var first, ..] ? first : throw new OperationException($"ComfyUI has no model in its folder '{folder}'.");

    private async Task<(IReadOnlyList<CardFile> Shown, int Left)> FetchAsync(IReadOnlyList<ComfyUIFile> files, CancellationToken cancellationToken)
    {
        var room = options.Value.ComfyUI.PicturesMb * 1024 * 1024;
        var shown = new List<CardFile>();
        foreach (var file in files.Take(10))
        {
            WorkshopAnswer answer;
            try
            {
                answer = await comfy.ViewAsync(file, room, cancellationToken);
            }
            catch (OperationException) when (shown.Count > 0)
            {
                // What no longer fits stays in ComfyUI and is counted.
                break;
            }

            room -= answer.Body.Length;
            shown.Add(new CardFile(FileText.Safe(file.Name, shown.Count), answer.MediaType, answer.Body));
            if (room <= 0)
                break;
        }

        return (shown, files.Count - shown.Count);
    }

    private static Card Draw(ComfyUIPictures made, IReadOnlyList<CardFile> files, string prompt)
    {
        var picture = files.FirstOrDefault(file => file.MediaType.StartsWith("image/", StringComparison.Ordinal));
        return new Card
        {
            Title = made.Files.Count switch { 0 => "ComfyUI is done, and made no file", 1 => "ComfyUI made a picture", var count => $"ComfyUI made {count} files" },
            Severity = made.Files.Count == 0 ? CardSeverity.Warning : CardSeverity.Good,
            Text = prompt.Length > 500 ? $"{prompt[..500]}…" : prompt,
            Picture = picture,
            Files = [.. files.Where(file => file != picture)],
            Footer = $"{made.Template} · {made.Seconds:0.0} s{(made.LeftBehind > 0 ? $" · {made.LeftBehind} more in ComfyUI" : "")} · {made.Id}",
            Spoken = made.Files.Count == 0 ? "ComfyUI made no picture." : "The picture is done.",
        };
    }

    private static string Lines(IReadOnlyList<string> names, int most = 900)
    {
        var text = string.Join('\n', names.Select(name => $"`{name}`"));
        return text.Length <= most ? text : $"{text[..text.LastIndexOf('\n', most)]}\n…";
    }
}
