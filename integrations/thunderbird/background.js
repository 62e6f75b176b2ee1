// Asks replylint before a message is sent. Only a plain "it passes" lets it go: whatever else happens, an
// error included, the message stays in its window.

const HOST = "replylint";

async function answer(details) {
  try {
    return await messenger.runtime.sendNativeMessage(HOST, {
      subject: details.subject,
      plain: details.isPlainText,
      body: details.isPlainText ? details.plainTextBody : details.body,
    });
  } catch (error) {
    return { passes: false, report: `The check could not be run, so nothing was sent.\n\n${error.message}` };
  }
}

async function show(report) {
  const url = messenger.runtime.getURL("report.html") + "#" + encodeURIComponent(report);
  await messenger.windows.create({ type: "popup", url, width: 760, height: 560 });
}

messenger.compose.onBeforeSend.addListener(async (tab, details) => {
  const said = await answer(details);
  if (said && said.passes === true) {
    return {};
  }
  try {
    await show((said && said.report) || "The check gave no answer, so nothing was sent.");
  } finally {
    return { cancel: true };
  }
});
