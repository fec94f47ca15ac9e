using EligibilityService.Host.Pages;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();   // also when a build runs outside Development; a published folder has its own
builder.Services.AddPages();
builder.Services.AddSingleton<IServiceTime>(new WallClock(TimeProvider.System));

var app = builder.Build();
app.UseSecurityHeaders();
app.UseLanguagePath();
app.UsePageErrors();
app.UseRouting();       // after the language has left the path
app.UseAntiforgery();
app.MapPages();
app.Run();
